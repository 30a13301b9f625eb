const API = 'BASE_URL/api/v1/ocr/';
const H = { Authorization: 'Bearer YOUR_API_TOKEN' };

const response = await fetch(`${API}UUID/download/?format=odt`, { headers: H });
const { error, code } = await response.json();
console.log(response.status, code, error);
