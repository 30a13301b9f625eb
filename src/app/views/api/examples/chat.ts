import type { Example } from './example.ts';

export const chat: Example = async ({ CHAT, H, UUID, fetch, console }) => {
  const response = await fetch(`${CHAT + UUID}/`, {
    method: 'POST',
    headers: { ...H, 'Content-Type': 'application/json' },
    body: JSON.stringify({ message: 'What is this page about?' }),
  });
  const { message } = await response.json();
  console.log(message.content, message.citations);
};
