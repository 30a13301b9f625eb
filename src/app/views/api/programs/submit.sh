# 1. Submit
curl -X POST BASE_URL/api/v1/ocr/ \
  -H "Authorization: Bearer YOUR_API_TOKEN" \
  -F "file=@sample.png" -F "tier=vlm"

# 2. Poll until done (the uuid stands in the answer)
curl BASE_URL/api/v1/ocr/UUID/ \
  -H "Authorization: Bearer YOUR_API_TOKEN"
