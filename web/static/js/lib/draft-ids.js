// The id of what is written is made on the phone, also where something on the record is changed, and where the blank
// form was carried here. What was sent back goes on under its own.
import { newId } from 'weekbook/ids';

// {id, stamped, serial?, fields?}, from the form that was sent to the one that comes.
let handedOn = null;

export function handOn(what) {
  handedOn = what;
}

export const isSentBack = (element) => element.hasAttribute('data-unsaved') || Boolean(element.querySelector('.error-summary'));

// Gives the form its id; returns what the form before this one handed on, or null.
export function giveId(element) {
  const field = element.field('draft_id');
  const sentBack = isSentBack(element);
  const before = sentBack ? handedOn : null;
  if (sentBack) handedOn = null;
  if (field && !(sentBack && field.value && element.hasAttribute('data-new'))) field.value = newId();
  if (field && before) field.value = before.id;
  const written = element.field('written_on_phone_at');
  if (written && before?.stamped) written.value = before.stamped;
  return before;
}
