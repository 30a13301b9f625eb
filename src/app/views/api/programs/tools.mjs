const H = { Authorization: 'Bearer YOUR_API_TOKEN' };

const { tools } = await (await fetch('BASE_URL/api/v1/tools/', { headers: H })).json();
for (const tool of tools) console.log(tool.slug, tool.tier);
