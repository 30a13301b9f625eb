import type { Example } from './example.ts';

export const submit: Example = async ({ API, H, SAMPLE, fetch, console }) => {
  const form = new FormData();
  form.append('file', await (await fetch(SAMPLE)).blob(), 'sample.png');
  form.append('tier', 'vlm');

  let job = await (await fetch(API, { method: 'POST', headers: H, body: form })).json();

  while (['pending', 'processing'].includes(job.status)) {
    await new Promise((r) => setTimeout(r, 2000));
    job = await (await fetch(`${API + job.uuid}/`, { headers: H })).json();
  }
  console.log(job.markdown);
};
