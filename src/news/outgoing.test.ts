import { channel } from 'node:diagnostics_channel';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { connect, createServer as createTrap, type Socket } from 'node:net';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { checkedAddress } from './feed-address.ts';
import { type Answer, outgoing, publicWay, usualLimits, type Way } from './outgoing.ts';
import { hostileUrls, insideAddresses } from './testing/hostile.ts';

const { signal } = new AbortController();
const ask = (url: string) => ({ url, etag: null, lastModified: null });
const publicHere = '93.184.215.14';

describe('what is fetched', () => {
  let sockets = 0;
  const count = () => {
    sockets += 1;
  };
  const opened = channel('net.client.socket');
  let trapped: Socket[] = [];
  const trap = createTrap((socket) => {
    trapped.push(socket.on('error', () => {}));
  });
  let trapPort = 0;
  beforeAll(async () => {
    trapPort = await listening(trap);
    opened.subscribe(count);
  });
  afterAll(() => {
    opened.unsubscribe(count);
    trap.close();
  });
  beforeEach(() => {
    sockets = 0;
    trapped = [];
  });
  afterEach(() => {
    vi.unstubAllEnvs();
    for (const socket of trapped) socket.destroy();
  });

  /** The product's own way, but for the resolver, and for where a connection that it would open ends up. */
  function trapWay(resolve: Way['resolve']): Way & { readonly dialled: () => number } {
    let dialled = 0;
    return {
      ...publicWay,
      resolve,
      dial: () => (_options, done) => {
        dialled += 1;
        const socket = connect(trapPort, '127.0.0.1');
        socket.once('connect', () => done(null, socket));
      },
      dialled: () => dialled,
    };
  }

  it('is none of 500 hostile addresses: no name is looked up and no socket opened for them', async () => {
    const urls = hostileUrls();
    expect(urls.length).toBeGreaterThanOrEqual(500);
    let asked = 0;
    const way = trapWay(async () => {
      asked += 1;
      return [publicHere];
    });
    const fetchIt = outgoing(way);
    for (const url of urls) {
      const answer = await fetchIt(ask(url), signal);
      expect({ url, outcome: answer.outcome }).toEqual({ url, outcome: 'failed' });
    }
    expect({ asked, dialled: way.dialled(), sockets, trapped: trapped.length }).toEqual({
      asked: 0,
      dialled: 0,
      sockets: 0,
      trapped: 0,
    });
  });

  it('is nothing behind a name that leads to an address that is not public, also beside one that is', async () => {
    const way = trapWay(async (name) => {
      const address = insideAddresses[Number(/\d+/.exec(name)?.[0])] ?? '';
      return name.startsWith('mixed') ? [publicHere, address] : [address];
    });
    const fetchIt = outgoing(way);
    for (const place of insideAddresses.keys()) {
      for (const name of [`only${place}.paper.com`, `mixed${place}.paper.com`]) {
        const answer = await fetchIt(ask(`https://${name}/feed`), signal);
        expect({ name, answer }).toMatchObject({ answer: { because: 'not_public' } });
      }
    }
    expect({ dialled: way.dialled(), sockets, trapped: trapped.length }).toEqual({
      dialled: 0,
      sockets: 0,
      trapped: 0,
    });
  });

  it('would be counted, if it were', async () => {
    const way = trapWay(async () => [publicHere]);
    const fetchIt = outgoing(way, { ...usualLimits, totalMs: 2000 });
    await fetchIt(ask('http://feeds.paper.com/'), signal);
    expect(way.dialled()).toBe(1);
    expect(sockets).toBe(1);
  });

  it('is asked for on no connection that leads elsewhere than what was checked', async () => {
    // The trap is not the address that was looked up.
    const fetchIt = outgoing(trapWay(async () => [publicHere]));
    expect(await fetchIt(ask('http://feeds.paper.com/'), signal)).toMatchObject({
      because: 'not_public',
    });
    await vi.waitFor(() => expect(trapped).toHaveLength(1));
    expect(trapped.map((socket) => socket.bytesRead)).toEqual([0]);
  });

  it('is a name that is not there: an answer, and no error', async () => {
    const resolve = () => Promise.reject(Object.assign(new Error('no'), { code: 'ENOTFOUND' }));
    expect(await outgoing(trapWay(resolve))(ask('http://feeds.paper.com/'), signal)).toMatchObject({
      because: 'name_unknown',
    });
    expect(
      await outgoing(trapWay(async () => []))(ask('http://feeds.paper.com/'), signal),
    ).toMatchObject({ because: 'name_unknown' });
  });
});

describe('a server', () => {
  let server: Server;
  let port = 0;
  let requests: IncomingMessage[] = [];
  let answerWith: (request: IncomingMessage, response: ServerResponse) => void = () => {};
  beforeAll(async () => {
    server = createServer((request, response) => {
      requests.push(request);
      answerWith(request, response);
    });
    port = await listening(server);
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });
  beforeEach(() => {
    requests = [];
  });
  afterEach(() => vi.unstubAllEnvs());

  /** Strict but for one port, and for this machine as an address that is allowed. */
  function localWay(resolve: Way['resolve'] = async () => ['127.0.0.1']): Way {
    return {
      ...publicWay,
      check: (address) => {
        const checked = checkedAddress(address.replace(`:${port}`, ''));
        return 'refused' in checked ? checked : { url: new URL(address) };
      },
      resolve,
      isAllowed: (address) => address === '127.0.0.1' || publicWay.isAllowed(address),
    };
  }
  const at = (path: string, host = 'feeds.paper.com') => `http://${host}:${port}${path}`;
  const fetched = (path: string, way = localWay(), limits = usualLimits) =>
    outgoing(way, limits)(ask(at(path)), signal);
  const text = (answer: Answer) =>
    answer.outcome === 'document' ? Buffer.from(answer.bytes).toString() : answer;

  it('is told what is known, and answers that nothing changed', async () => {
    answerWith = (request, response) => {
      const isKnown = request.headers['if-none-match'] === '"1"';
      response.writeHead(isKnown ? 304 : 200, { etag: '"1"', 'last-modified': 'yesterday' });
      response.end(isKnown ? undefined : 'news');
    };
    const first = await fetched('/');
    expect(first).toMatchObject({ etag: '"1"', lastModified: 'yesterday' });
    const known = { url: at('/'), etag: '"1"', lastModified: 'yesterday' };
    expect(await outgoing(localWay())(known, signal)).toEqual({ outcome: 'unchanged' });
    expect(requests.at(-1)?.headers).toMatchObject({
      'if-modified-since': 'yesterday',
      host: `feeds.paper.com:${port}`,
    });
  });

  it.each([
    ['gzip', gzipSync],
    ['deflate', deflateSync],
    ['br', brotliCompressSync],
  ])('may pack what it sends: %s', async (encoding, pack) => {
    answerWith = (_, response) => {
      response.writeHead(200, { 'content-encoding': encoding }).end(pack('news'));
    };
    expect(text(await fetched('/'))).toBe('news');
  });

  it.each([
    ['what is packed and never ends', gzipSync(Buffer.alloc(20_000_000)), 'gzip', 'too_large'],
    ['too much', Buffer.alloc(usualLimits.packedBytes + 1), 'identity', 'too_large'],
    ['what was packed twice', gzipSync(gzipSync('news')), 'gzip, gzip', 'broken'],
    ['what is not packed as it says', Buffer.from('news'), 'gzip', 'broken'],
    ['half of it', gzipSync('news').subarray(0, 12), 'gzip', 'broken'],
  ])('that sends %s is not read to the end', async (_, body, encoding, because) => {
    answerWith = (_request, response) => {
      response.writeHead(200, { 'content-encoding': encoding }).end(body);
    };
    expect(await fetched('/')).toMatchObject({ because });
  });

  it('that does not say how much it sends, and does not stop, is left', async () => {
    answerWith = (_, response) => {
      const more = () => {
        while (!response.destroyed && response.write(Buffer.alloc(65_536)));
      };
      response.on('drain', more);
      more();
    };
    expect(await fetched('/')).toMatchObject({ because: 'too_large' });
  });

  it('that sends a byte now and then is left when the time is over, as is one that says nothing', async () => {
    const limits = { ...usualLimits, totalMs: 300 };
    answerWith = (_, response) => {
      const timer = setInterval(() => response.write('.'), 20);
      response.on('close', () => clearInterval(timer));
    };
    expect(await fetched('/', localWay(), limits)).toMatchObject({ because: 'timeout' });
    answerWith = () => {};
    expect(await fetched('/', localWay(), limits)).toMatchObject({ because: 'timeout' });
    const forever = localWay(() => new Promise(() => {}));
    expect(await fetched('/', forever, limits)).toMatchObject({ because: 'timeout' });
  });

  it.each([
    [410, {}, { because: 'gone' }],
    [404, {}, { because: 'status', detail: '404', retryAfterMs: null }],
    [503, { 'retry-after': '120' }, { because: 'status', detail: '503', retryAfterMs: 120_000 }],
    [
      429,
      { 'retry-after': 'Mon, 02 Nov 2026 10:00:00 GMT', date: 'Mon, 02 Nov 2026 09:30:00 GMT' },
      { because: 'status', detail: '429', retryAfterMs: 30 * 60_000 },
    ],
    [503, { 'retry-after': 'Mon, 02 Nov 1998 10:00:00 GMT' }, { retryAfterMs: null }],
    [503, { 'retry-after': 'soon' }, { retryAfterMs: null }],
  ])('that answers %i is told as that', async (status, headers, failure) => {
    answerWith = (_, response) => response.writeHead(status, headers).end();
    expect(await fetched('/')).toMatchObject(failure);
  });

  it('may send on, a few times', async () => {
    answerWith = ({ url = '' }, response) => {
      const left = Number(url.slice(1));
      if (left === 0) response.end('news');
      else response.writeHead(302, { location: `/${left - 1}` }).end();
    };
    expect(text(await fetched('/5'))).toBe('news');
    expect(await fetched('/6')).toMatchObject({ because: 'too_many_redirects' });
  });

  it.each([
    ['301', '/there'],
    ['308 301', '/there'],
    ['301 302', '/1'],
    ['302 301', null],
    ['302', null],
    ['', null],
  ])('that sends on by %s stands for good at %s', async (codes, place) => {
    const hops = codes.split(' ').filter((code) => code !== '');
    answerWith = ({ url = '' }, response) => {
      const hop = url === '/there' ? hops.length : Number(url.slice(1));
      const location = hop + 1 === hops.length ? '/there' : `/${hop + 1}`;
      if (hop === hops.length) response.end('news');
      else response.writeHead(Number(hops[hop]), { location }).end();
    };
    const answer = await fetched('/0');
    expect(answer).toMatchObject({
      outcome: 'document',
      movedTo: place === null ? null : at(place),
    });
  });

  it('sends nobody to what would not have been fetched in the first place', async () => {
    const urls = hostileUrls().filter(
      (url) => /^[\x21-\x7e]+$/.test(url) && /^[a-z][\w+.-]*:/i.test(url),
    );
    expect(urls.length).toBeGreaterThan(400);
    let to = '';
    answerWith = (_, response) => response.writeHead(301, { location: to }).end();
    for (const url of urls) {
      to = url;
      expect({ url, answer: await fetched('/') }).toMatchObject({ answer: { outcome: 'failed' } });
    }
    expect(requests).toHaveLength(urls.length);
  });

  it.each([
    ['//127.0.0.1/x', 'literal_address'],
    ['//localhost/x', 'not_a_public_name'],
    ['\\\\127.0.0.1/x', 'literal_address'],
    ['///127.0.0.1/x', 'literal_address'],
    ['//user@inside.paper.com/', 'credentials'],
  ])('sends nobody to %s', async (location, because) => {
    answerWith = (_, response) => response.writeHead(302, { location }).end();
    expect(await fetched('/')).toMatchObject({ because });
    expect(requests).toHaveLength(1);
  });

  it('cannot change where its name leads while it is being asked', async () => {
    let lookups = 0;
    const rebinding = localWay(async () => {
      lookups += 1;
      return [lookups === 1 ? '127.0.0.1' : '10.0.0.1'];
    });
    answerWith = (_, response) => response.end('news');
    expect(text(await fetched('/', rebinding))).toBe('news');
    expect(lookups).toBe(1);

    lookups = 0;
    answerWith = (_, response) => response.writeHead(302, { location: '/again' }).end();
    expect(await fetched('/', rebinding)).toMatchObject({ because: 'not_public' });
    expect(lookups).toBe(2);
    expect(requests).toHaveLength(2);
  });

  it('is not asked by way of a proxy that the environment names', async () => {
    for (const name of ['http_proxy', 'HTTP_PROXY', 'https_proxy', 'all_proxy'])
      vi.stubEnv(name, 'http://127.0.0.1:9');
    vi.stubEnv('NODE_USE_ENV_PROXY', '1');
    answerWith = (_, response) => response.end('news');
    expect(text(await fetched('/'))).toBe('news');
  });

  it('that is not there is unreachable', async () => {
    const gone = createServer();
    const free = await listening(gone);
    gone.close();
    const way = {
      ...localWay(),
      check: () => ({ url: new URL(`http://feeds.paper.com:${free}/`) }),
    };
    expect(await fetched('/', way)).toMatchObject({
      because: 'unreachable',
      detail: 'ECONNREFUSED',
    });
  });

  it('is left when the product stops', async () => {
    answerWith = () => {};
    const stop = new AbortController();
    const asked = outgoing(localWay())(ask(at('/')), stop.signal);
    await vi.waitFor(() => expect(requests).toHaveLength(1));
    stop.abort(new Error('stopped'));
    await expect(asked).rejects.toThrow('stopped');
  });
});

async function listening(server: Server | ReturnType<typeof createTrap>): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}
