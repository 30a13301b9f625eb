const API = 'BASE_URL/api/v1/ocr/';
const H = { Authorization: 'Bearer YOUR_API_TOKEN' };

const job = await (await fetch(`${API}UUID/`, { headers: H })).json();
console.log(job.status, job.progress);
