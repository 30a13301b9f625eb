curl BASE_URL/api/v1/account/ \
  -H "Authorization: Bearer YOUR_API_TOKEN"
