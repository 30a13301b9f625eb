import type { Example } from './example.ts';

export const poll: Example = async ({ API, H, UUID, fetch, console }) => {
  const job = await (await fetch(`${API + UUID}/`, { headers: H })).json();
  console.log(job.status, job.progress);
};
