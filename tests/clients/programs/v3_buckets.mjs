// Lists the buckets by version 3 of the SDK for JavaScript, which is found beside the working folder.
import { createRequire } from "node:module";

const { S3Client, ListBucketsCommand } = createRequire(process.cwd() + "/")("@aws-sdk/client-s3");
const { Buckets } = await new S3Client({}).send(new ListBucketsCommand({}));
for (const { Name } of Buckets) console.log(Name);
