import type { Example } from './example.ts';

export const refused: Example = async ({ API, H, UUID, fetch, console }) => {
  const response = await fetch(`${API + UUID}/download/?format=odt`, { headers: H });
  const { error, code } = await response.json();
  console.log(response.status, code, error);
};
