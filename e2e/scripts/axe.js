// axe's findings in words, one line each, with the first elements that they are about.
async (runOnly) => {
  const { violations } = await axe.run(document, { runOnly, resultTypes: ['violations'] });
  const where = (nodes) => nodes.slice(0, 3).map((node) => node.html.slice(0, 160)).join(' | ');
  return violations.map(({ id, help, nodes }) => `${id}: ${help}: ${where(nodes)}`);
}
