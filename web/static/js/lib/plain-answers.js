// What is said under a form whose words live in the page alone, because this phone has no vault.
import { isOurs } from 'weekbook/ours';

const TROUBLE = {
  401: 'Not saved: you are signed out. Your words are still here.',
  403: 'Not saved: your passkey is needed once more. Your words are still here.',
  network: 'Not saved: no signal. Your words are still here. Press Save again when there is signal.',
  other: 'Not saved. Your words are still here: try again in a minute.',
  differs: 'What Weekbook stored is not what stands here. Your words are still here: press Save again.',
};

export function answerPlainly(element, event, receipt, ours) {
  const { status } = event.detail.ctx.response;
  if (!isOurs(event.detail.ctx.response)) {
    event.preventDefault();
    sayNoSignal(element);
  } else if (receipt && receipt.sha256 !== ours) {
    event.preventDefault();
    element.say(TROUBLE.differs, 'trouble');
  } else if (status < 400) {
    element.safe(receipt);
  } else if (status !== 409 && status !== 422) {
    element.say(TROUBLE[status] ?? TROUBLE.other, 'trouble');
  }
}

export function sayNoSignal(element) {
  element.say(TROUBLE.network, 'trouble');
}
