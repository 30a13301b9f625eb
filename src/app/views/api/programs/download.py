import requests

API = "BASE_URL/api/v1/ocr/"
H = {"Authorization": "Bearer YOUR_API_TOKEN"}

r = requests.get(API + "UUID/download/", headers=H, params={"format": "md"})
with open("result.md", "wb") as f:
    f.write(r.content)
