import requests

H = {"Authorization": "Bearer YOUR_API_TOKEN"}

account = requests.get("BASE_URL/api/v1/account/", headers=H).json()
print(account["plan"], account["used"])
