import requests

API = "BASE_URL/api/v1/ocr/"
H = {"Authorization": "Bearer YOUR_API_TOKEN"}

r = requests.get(API + "UUID/download/", headers=H, params={"format": "odt"})
print(r.status_code, r.json()["code"], r.json()["error"])
