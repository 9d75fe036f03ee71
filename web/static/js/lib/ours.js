// Our server names itself in each answer's policy; a captive portal, or a proxy whose server is gone, does not.
export function isOurs(answer) {
  return (answer?.headers?.get('Content-Security-Policy') ?? '').includes('weekbook');
}
