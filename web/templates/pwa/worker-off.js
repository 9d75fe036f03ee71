// Served in the worker's place to switch a bad worker off: it removes its caches and itself, and leaves everything else on the phone alone.
self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', (event) => event.waitUntil((async () => {
  const ours = (await caches.keys()).filter((name) => name.startsWith('weekbook-'));
  await Promise.all(ours.map((name) => caches.delete(name)));
  await self.registration.unregister();
})()));
