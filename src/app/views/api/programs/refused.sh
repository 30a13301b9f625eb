curl -i "BASE_URL/api/v1/ocr/UUID/download/?format=odt" \
  -H "Authorization: Bearer YOUR_API_TOKEN"
