curl BASE_URL/api/v1/ocr/UUID/ \
  -H "Authorization: Bearer YOUR_API_TOKEN"
