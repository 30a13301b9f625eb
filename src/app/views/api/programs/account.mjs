const H = { Authorization: 'Bearer YOUR_API_TOKEN' };

const account = await (await fetch('BASE_URL/api/v1/account/', { headers: H })).json();
console.log(account.plan, account.used);
