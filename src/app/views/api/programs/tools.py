import requests

H = {"Authorization": "Bearer YOUR_API_TOKEN"}

for tool in requests.get("BASE_URL/api/v1/tools/", headers=H).json()["tools"]:
    print(tool["slug"], tool["tier"])
