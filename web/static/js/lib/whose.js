// For whom a page or a vault stands, said with what it asks: the sign-in is the whole browser's, and in another tab somebody
// else may have signed in. The server answers 401 then, and nothing goes under their name.
export function whose(practitioner = document.body.dataset.me) {
  return practitioner ? { 'Weekbook-Whose': String(practitioner) } : {};
}
