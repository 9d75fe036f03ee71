// Our server names itself in each answer's policy; a captive portal, or a proxy whose server is gone, does not.
export function isOurs(answer) {
  return (answer?.headers?.get('Content-Security-Policy') ?? '').includes('weekbook');
}

// What somebody else answered is no answer: it refuses nothing and takes nothing.
export function onlyOurs(answer) {
  if (!isOurs(answer)) throw new TypeError('somebody else answered');
  return answer;
}
