// The phone makes the id of what is written on it, so that sending twice stores once.
export function newId() {
  return crypto.randomUUID();
}
