import type { Example } from './example.ts';

export const account: Example = async ({ ACCOUNT, H, fetch, console }) => {
  const account = await (await fetch(ACCOUNT, { headers: H })).json();
  console.log(account.plan, account.used);
};
