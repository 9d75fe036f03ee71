const NAMES = ['bytes', 'hpke', 'envelope', 'deposits', 'database', 'drafts', 'vault', 'wrapping'];
const [bytes, hpke, envelope, deposits, database, drafts, vault, wrapping] = await Promise.all(
  NAMES.map((name) => import(`weekbook/offline/${name}`)),
);

// The name of the error, and its reason where it gives one; or that there was none.
const errorOf = (promise) => promise.then(() => 'none', (error) => (error.reason ? `${error.name}: ${error.reason}` : error.name));
