const H = { Authorization: 'Bearer YOUR_API_TOKEN' };

const response = await fetch('BASE_URL/api/v1/chat/UUID/', {
  method: 'POST',
  headers: { ...H, 'Content-Type': 'application/json' },
  body: JSON.stringify({ message: 'What is this page about?' }),
});
const { message } = await response.json();
console.log(message.content, message.citations);
