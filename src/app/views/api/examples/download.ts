import type { Example } from './example.ts';

export const download: Example = async ({ API, H, UUID, fetch, console }) => {
  const response = await fetch(`${API + UUID}/download/?format=md`, { headers: H });
  console.log(await response.text());
};
