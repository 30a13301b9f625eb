import requests

API = "BASE_URL/api/v1/ocr/"
H = {"Authorization": "Bearer YOUR_API_TOKEN"}

job = requests.get(API + "UUID/", headers=H).json()
print(job["status"], job["progress"])
