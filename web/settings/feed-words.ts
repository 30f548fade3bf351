import type { I18n, MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import { type FeedFailure, feedFailures } from '../../src/contract/feed-failures.ts';
import { Problem } from '../../src/model/problem.ts';

/** Why a feed could not be read, as people say it. */
export const failureWords: Readonly<Record<FeedFailure, MessageDescriptor>> = {
  not_an_address: msg`This is no address of a page`,
  scheme: msg`Only http and https are fetched`,
  credentials: msg`The address holds a user name or a password`,
  port: msg`Only the usual ports of http and https are asked`,
  literal_address: msg`The address is a number: feeds have names`,
  not_a_public_name: msg`This name is not public`,
  name_unknown: msg`Nobody knows this name`,
  not_public: msg`The name leads to an address that is not public`,
  too_many_redirects: msg`It sends on too often`,
  insecure_redirect: msg`It sends from https to http`,
  certificate: msg`Its certificate cannot be trusted`,
  unreachable: msg`It cannot be reached`,
  timeout: msg`It did not answer in time`,
  status: msg`The server answered with an error`,
  gone: msg`It is gone for good`,
  too_large: msg`It is too large`,
  broken: msg`What came could not be read`,
  entities: msg`It declares entities, which feeds must not`,
  not_a_feed: msg`This is no feed (RSS, Atom, RDF or JSON Feed)`,
  no_feed_named: msg`This page names no feed`,
};

/** How often a feed can be fetched (minutes), and how that is said. */
export const intervals: Readonly<Record<number, MessageDescriptor>> = {
  15: msg`every 15 minutes`,
  60: msg`every hour`,
  360: msg`every six hours`,
  1440: msg`every day`,
  10080: msg`every week`,
};

/** How often a feed is fetched, also one whose interval came over the API. */
export function intervalWords(minutes: number, i18n: I18n): string {
  return i18n._(intervals[minutes] ?? msg`every ${minutes} minutes`);
}

/** What is wrong with an address that was refused; undefined when something else is, or nothing. */
export function refusedText(error: unknown, i18n: I18n): string | undefined {
  if (!(error instanceof Problem) || error.code !== 'feed_address_refused') return undefined;
  const because = feedFailures.find((one) => one === error.hint);
  return because === undefined ? error.message : i18n._(failureWords[because]);
}
