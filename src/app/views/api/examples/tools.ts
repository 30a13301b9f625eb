import type { Example } from './example.ts';

export const tools: Example = async ({ TOOLS, H, fetch, console }) => {
  const { tools } = await (await fetch(TOOLS, { headers: H })).json();
  for (const tool of tools) console.log(tool.slug, tool.tier);
};
