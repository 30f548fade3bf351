/** A server of feeds on this machine, and the product's own way to it but for that one place. */

import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import { checkedAddress } from '../feed-address.ts';
import { type FetchDocument, outgoing, publicWay } from '../outgoing.ts';

export type Page = {
  readonly body: string;
  readonly status?: number;
  readonly headers?: { readonly etag?: string; readonly location?: string };
};

export type FeedServer = {
  /** What stands under `http://HOST/path` from now on; hosts are told apart by their names. */
  readonly put: (url: string, page: Page | string) => void;
  readonly asked: () => readonly { readonly url: string; readonly headers: IncomingHttpHeaders }[];
  /** Reaches the server under every name, and nothing else. */
  readonly fetchDocument: FetchDocument;
  readonly close: () => void;
};

/** Starts it. A page with an etag is told to be unchanged when that is asked. */
export async function feedServer(): Promise<FeedServer> {
  const pages = new Map<string, Page>();
  const asked: { readonly url: string; readonly headers: IncomingHttpHeaders }[] = [];
  const server = createServer(({ headers, url = '' }, response) => {
    const address = `http://${headers.host ?? ''}${url}`;
    asked.push({ url: address, headers });
    const page = pages.get(address);
    const etag = page?.headers?.etag;
    const isKnown = etag !== undefined && headers['if-none-match'] === etag;
    response.writeHead(
      isKnown ? 304 : (page?.status ?? (page === undefined ? 404 : 200)),
      page?.headers,
    );
    response.end(isKnown ? undefined : page?.body);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    put: (url, page) => pages.set(url, typeof page === 'string' ? { body: page } : page),
    asked: () => asked,
    fetchDocument: outgoing({
      check: checkedAddress,
      resolve: async () => ['127.0.0.1'],
      isAllowed: (there) => there === '127.0.0.1',
      dial: (lookup) => {
        const dial = publicWay.dial(lookup);
        return (options, done) => dial({ ...options, port: String(port) }, done);
      },
    }),
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

export type RssItem = {
  readonly title: string;
  readonly link?: string;
  readonly guid?: string;
  readonly date?: string;
  readonly description?: string;
};

/** A feed in RSS 2.0. */
export function rss(items: readonly RssItem[], title = 'Paper'): string {
  const part = (name: string, text: string | undefined) =>
    text === undefined ? '' : `<${name}>${text}</${name}>`;
  const texts = items.map(
    (item) =>
      `<item>${part('title', item.title)}${part('link', item.link)}${part('guid', item.guid)}${part('pubDate', item.date)}${part('description', item.description)}</item>`,
  );
  return `<?xml version="1.0"?><rss version="2.0"><channel><title>${title}</title><link>http://paper.com/</link><description/>${texts.join('')}</channel></rss>`;
}
