/** Why a feed could not be read, from its address to its content. */
export const feedFailures = [
  'not_an_address',
  'scheme',
  'credentials',
  'port',
  'literal_address',
  'not_a_public_name',
  'name_unknown',
  'not_public',
  'too_many_redirects',
  'insecure_redirect',
  'certificate',
  'unreachable',
  'timeout',
  'status',
  'gone',
  'too_large',
  'broken',
  'entities',
  'not_a_feed',
  'no_feed_named',
] as const;
export type FeedFailure = (typeof feedFailures)[number];
