# Lists the buckets by Debian's SDK for Ruby, which knows no variable for the endpoint.
require "aws-sdk-s3"

Aws::S3::Client.new(endpoint: ENV.fetch("AWS_ENDPOINT_URL")).list_buckets.buckets.each { |bucket| puts bucket.name }
