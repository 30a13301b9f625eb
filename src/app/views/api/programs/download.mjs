import fs from 'node:fs';

const API = 'BASE_URL/api/v1/ocr/';
const H = { Authorization: 'Bearer YOUR_API_TOKEN' };

const response = await fetch(`${API}UUID/download/?format=md`, { headers: H });
fs.writeFileSync('result.md', Buffer.from(await response.arrayBuffer()));
