/** Sentences of the RFCs by which failing checks are ranked. */
const PART =
  'RFC 9110, section 15.3.7: "If a single part is being transferred, the server generating the 206 response MUST generate a Content-Range header field, describing what range of the selected representation is enclosed, and a content consisting of the range." The check announces six bytes (4-9) and sends five, so no other range can be cut from them; the very same range is answered from the cache.'
const COMBINING =
  'RFC 9111, section 3.4: "A cache MAY combine these ranges into a single stored response, and reuse that response to satisfy later requests, if they all share the same strong validator". The answer has no validator, so what is missing could not be joined to it.'
const S_MAXAGE =
  'RFC 9111, section 5.2.2.10: "The s-maxage response directive indicates that, for a shared cache, the maximum age specified by this directive overrides the maximum age specified by either the max-age directive or the Expires header field." A check for private caches, failed by the shared one as it has to.'
const PRIVATE =
  'RFC 9111, section 5.2.2.7: "The unqualified private response directive indicates that a shared cache MUST NOT store the response". A check for private caches, failed by the shared one as it has to.'
const CDN =
  'RFC 9213, section 3.1: "The CDN-Cache-Control response header field is a targeted field that allows origin servers to control the behavior of CDN caches interposed between them and clients separately from other caches that might handle the response." The cache of a client is none of them.'
const INTERIM =
  'RFC 9110, section 15.2: "A user agent MAY ignore unexpected 1xx responses." The standard\'s fetch has no way to hand them on; the judge reads them through a dispatcher of its own.'
const BY_DATE =
  'RFC 9111, section 4.3.2: "If a request contains an If-Modified-Since header field and the Last-Modified header field is not present in a selected stored response, a cache SHOULD use the stored response\'s Date field value (or, if no Date field is present, the time that the stored response was received) to evaluate the conditional." Its Date is later than the date that was asked about.'

const SENTENCES: readonly (readonly [RegExp, string])[] = [
  [/^partial-store-partial-reuse-partial-(byterange|absent|suffix)$/, PART],
  [/^partial-store-partial-complete$/, COMBINING],
  [/^freshness-max-age-s-maxage-private/, S_MAXAGE],
  [/^cc-resp-private-private$/, PRIVATE],
  [/^cdn-/, CDN],
  [/^interim-/, INTERIM],
  [/^conditional-lm-fresh-no-lm$/, BY_DATE],
]

/** The sentence of an RFC that a failing check is ranked under; null where none is written down. */
export const sentenceFor = (id: string): string | null => SENTENCES.find(([ids]) => ids.test(id))?.[1] ?? null
