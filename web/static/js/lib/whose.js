// For whom this page stands, said with what it asks: the sign-in is the whole browser's, and in another tab somebody else
// may have signed in. The server answers 401 then, and nothing goes under their name.
export function whose() {
  const { me } = document.body.dataset;
  return me ? { 'Weekbook-Whose': me } : {};
}
