curl BASE_URL/api/v1/tools/ \
  -H "Authorization: Bearer YOUR_API_TOKEN"
