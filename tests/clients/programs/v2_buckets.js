// Lists the buckets by version 2 of the SDK for JavaScript, which knows no variable for the endpoint.
const AWS = require("module").createRequire(process.cwd() + "/")("aws-sdk");

const s3 = new AWS.S3({ endpoint: process.env.AWS_ENDPOINT_URL, s3ForcePathStyle: true });
s3.listBuckets((error, answer) => {
  if (error) throw error;
  for (const { Name } of answer.Buckets) console.log(Name);
});
