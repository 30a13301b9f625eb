import requests

H = {"Authorization": "Bearer YOUR_API_TOKEN"}

r = requests.post("BASE_URL/api/v1/chat/UUID/", headers=H,
    json={"message": "What is this page about?"})
message = r.json()["message"]
print(message["content"], message["citations"])
