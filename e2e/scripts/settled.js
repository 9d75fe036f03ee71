// Resolves when nothing moves or changes colour any more: one change may begin the next, a frame later.
async () => {
  const frame = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  for (await frame(); document.getAnimations().length; await frame()) {
    await Promise.allSettled(document.getAnimations().map((one) => one.finished));
  }
}
