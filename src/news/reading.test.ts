import { afterAll, describe, expect, it } from 'vitest';
import { namedFeed } from './discovery.ts';
import { isTelling, sameUrl, titleKey } from './identity.ts';
import { plainText } from './plain-text.ts';
import { openReader } from './reader.ts';
import { readFeed } from './reading.ts';
import { understand } from './understanding.ts';

const url = 'https://paper.com/feed.xml';
const bytes = (text: string) => Buffer.from(text);

describe('a feed', () => {
  const wanted = {
    title: 'Paper & Co',
    items: [
      {
        guid: 'a-1',
        title: 'Contoso & Söhne: “bigger” than ever',
        excerpt: 'The first paragraph. And more.',
        url: 'https://paper.com/a?x=1',
        source: 'Paper & Co',
        sourceHost: 'paper.com',
        publishedAt: Date.parse('2026-11-02T09:30:00Z'),
      },
    ],
  };
  it.each([
    [
      'RSS',
      `<rss version="2.0"><channel><title>Paper &amp; Co</title><item>
        <title><![CDATA[<b>Contoso</b> &amp; Söhne: &ldquo;bigger&rdquo; than ever]]></title><link>/a?x=1</link>
        <guid isPermaLink="false">a-1</guid><pubDate>Mon, 02 Nov 2026 09:30:00 GMT</pubDate>
        <description>&lt;p&gt;The first &lt;i&gt;paragraph&lt;/i&gt;.&lt;/p&gt;&lt;img src=x onerror=alert(1)&gt;&lt;p&gt;And more.&lt;/p&gt;&lt;script&gt;alert(1)&lt;/script&gt;</description>
      </item></channel></rss>`,
    ],
    [
      'Atom',
      `<feed xmlns="http://www.w3.org/2005/Atom"><title>Paper &amp;amp; Co</title><entry><id>a-1</id>
        <title type="html">&lt;b&gt;Contoso&lt;/b&gt; &amp;amp; Söhne: “bigger” than ever</title>
        <link rel="enclosure" href="https://paper.com/a.mp3"/><link href="https://paper.com/a?x=1"/>
        <published>2026-11-02T10:30:00+01:00</published><updated>2026-11-03T00:00:00Z</updated>
        <summary type="html">&lt;p&gt;The first paragraph.&lt;/p&gt; And more.</summary></entry></feed>`,
    ],
    [
      'RDF',
      `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
        <channel><title>Paper &amp; Co</title></channel><item rdf:about="a-1"><title>Contoso &amp; Söhne: “bigger” than ever</title>
        <link>https://paper.com/a?x=1</link><dc:date>2026-11-02T09:30:00Z</dc:date><description>The first paragraph. And more.</description></item></rdf:RDF>`,
    ],
    [
      'JSON Feed',
      JSON.stringify({
        version: 'https://jsonfeed.org/version/1.1',
        title: 'Paper & Co',
        items: [
          {
            id: 'a-1',
            url: 'https://paper.com/a?x=1',
            title: 'Contoso & Söhne: “bigger” than ever',
            content_html: '<p>The first paragraph.</p><p>And more.</p>',
            date_published: '2026-11-02T09:30:00Z',
          },
        ],
      }),
    ],
  ])('in %s is read as text', (_, text) => {
    expect(readFeed(text, url)).toEqual(wanted);
  });

  it('of a search names who published an item, and not twice', () => {
    const read = readFeed(
      `<rss version="2.0"><channel><title>"Contoso" - News</title><item><title>Contoso grows - The Paper</title>
        <link>https://search.com/r/1</link><source url="https://www.thepaper.com">The Paper</source></item></channel></rss>`,
      url,
    );
    expect(read).toMatchObject({
      items: [
        {
          title: 'Contoso grows',
          source: 'The Paper',
          sourceHost: 'thepaper.com',
          publishedAt: null,
        },
      ],
    });
  });

  it.each([
    ['javascript:alert(1)'],
    ['data:text/html,x'],
    ['ftp://paper.com/a'],
    ['https://user:secret@paper.com/a'],
    ['http://'],
  ])('whose item leads to %s has no link there', (link) => {
    const read = readFeed(
      `<rss version="2.0"><channel><item><title>x</title><link>${link}</link></item></channel></rss>`,
      url,
    );
    expect(read).toMatchObject({ items: [{ title: 'x', url: null }] });
  });

  it.each([
    [
      'Atom 0.3',
      '<feed version="0.3" xmlns="http://purl.org/atom/ns#"><entry><title>x</title></entry></feed>',
    ],
    [
      'RSS 0.91',
      '<!DOCTYPE rss PUBLIC "-//Netscape//DTD RSS 0.91//EN" "http://my.netscape.com/rss-0.91.dtd"><rss version="0.91"><channel><item><title>x</title></item></channel></rss>',
    ],
    ['capitals', '<RSS VERSION="2.0"><CHANNEL><ITEM><TITLE>x</TITLE></ITEM></CHANNEL></RSS>'],
    [
      'prefixes',
      '<a:feed xmlns:a="http://www.w3.org/2005/Atom"><a:entry><a:title>x</a:title></a:entry></a:feed>',
    ],
    [
      'XHTML',
      '<feed xmlns="http://www.w3.org/2005/Atom"><entry><title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><b>x</b></div></title></entry></feed>',
    ],
    [
      'a style',
      '<?xml-stylesheet href="a.xsl"?><rss version="2.0"><channel><item><title>x</title></item></channel></rss>',
    ],
    [
      'a warning before it',
      '<br />\n<b>Warning</b>: x\n<rss version="2.0"><channel><item><title>x</title></item></channel></rss>',
    ],
    [
      'no title',
      '<rss version="2.0"><channel><item><description>&lt;p&gt;x&lt;/p&gt;</description></item></channel></rss>',
    ],
    [
      'a note',
      '{"version":"https://jsonfeed.org/version/1","title":"P","items":[{"id":7,"content_text":"x"}]}',
    ],
  ])('with %s is read all the same', (_, text) => {
    expect(readFeed(text, url)).toMatchObject({ items: [{ title: 'x' }] });
  });

  it('in RSS may say with elements of Atom where an item is and when it was', () => {
    const text = `<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel><item><title>x</title>
      <atom:link href="https://paper.com/a"/><atom:updated>2026-11-02T09:30:00Z</atom:updated></item></channel></rss>`;
    expect(readFeed(text, url)).toMatchObject({
      items: [{ url: 'https://paper.com/a', publishedAt: Date.parse('2026-11-02T09:30:00Z') }],
    });
  });

  it('is not read when it declares entities, and nothing else is a feed', () => {
    const laughs = `<?xml version="1.0"?><!-- <rss> --><!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><rss version="2.0"><channel><item><title>&b;</title></item></channel></rss>`;
    expect(readFeed(laughs, url)).toEqual({ because: 'entities' });
    for (const text of ['', 'news', '<html><body>news</body></html>', '{"a":1}', '[]', 'null'])
      expect(readFeed(text, url)).toEqual({ because: 'not_a_feed' });
  });

  it('is read no further than 200 items', () => {
    const items = '<item><title>x</title></item>'.repeat(300);
    const read = readFeed(`<rss version="2.0"><channel>${items}</channel></rss>`, url);
    expect('items' in read && read.items.length).toBe(200);
  });

  it.each([
    ['latin1', 'application/xml; charset=iso-8859-1', ''],
    ['latin1', null, '<?xml version="1.0" encoding="ISO-8859-1"?>'],
    ['utf16le', 'text/xml', '\ufeff'],
    ['utf8', 'text/xml; charset=nonsense', ''],
    ['latin1', 'text/xml', ''],
    // What is often said, and wrong.
    ['utf8', 'text/xml; charset=ISO-8859-1', '<?xml version="1.0" encoding="UTF-8"?>'],
    ['utf8', 'text/xml', '<?xml version="1.0" encoding="utf-16"?>'],
    ['utf16le', 'text/xml', '<?xml version="1.0" encoding="utf-16"?>'],
    ['utf8', 'text/xml', '\ufeff\n<?xml version="1.0"?>'],
  ] as const)('in %s, said by %s and “%s”, keeps its letters', (encoding, contentType, begin) => {
    const text = `${begin}<rss version="2.0"><channel><item><title>Müller</title></item></channel></rss>`;
    expect(understand({ bytes: Buffer.from(text, encoding), contentType, url })).toMatchObject({
      feed: { items: [{ title: 'Müller' }] },
    });
  });
});

describe('text', () => {
  it.each([
    ['a &lt;b&gt;c&lt;/b&gt;', 'a c'],
    ['1 < 2 and 3 > 2', '1 < 2 and 3 > 2'],
    ['x<script>alert(1)</script>y', 'x y'],
    ['x<script>alert(1)', 'x'],
    ['x<!-- hidden -->y', 'x y'],
    ['<img src=x onerror=alert(1)>', ''],
    ['&#60;script&#62;alert(1)&#60;/script&#62;', ''],
    ['a\u202eb\u200bc\u0000d', 'abc d'],
    ['&#xD800;&#0;&#x110000;a', 'a'],
    ['AT&T &unknown; R&amp;D', 'AT&T &unknown; R&D'],
    ['  a\n\t b ', 'a b'],
  ])('of “%s” is “%s”', (html, text) => {
    expect(plainText(html, 100)).toBe(text);
  });

  it('that is too long ends between words', () => {
    expect(plainText('word '.repeat(100), 20)).toBe('word word word…');
    expect(plainText('😀'.repeat(100), 20)).toMatch(/^(?:😀){9}…$/u);
  });
});

describe('the same item', () => {
  it('has the same address, whatever follows its readers around', () => {
    const same = [
      'https://www.paper.com/a/?utm_source=rss&x=1#top',
      'http://paper.com/a?x=1&fbclid=abc',
      'https://paper.com/a?x=1',
    ].map(sameUrl);
    expect(new Set(same)).toEqual(new Set(['paper.com/a?x=1']));
  });

  it('has the same title without case, accents and marks, if that says anything', () => {
    expect(titleKey('Müller: “Größer” – als je!')).toBe(titleKey('MULLER GROSSER ALS JE'));
    expect(isTelling(titleKey('Press release'))).toBe(false);
    expect(isTelling(titleKey('Contoso opens a plant in Leipzig'))).toBe(true);
  });
});

describe('a page', () => {
  it.each([
    ['<link rel="alternate" type="application/rss+xml" href="/feed">', 'https://paper.com/feed'],
    [
      "<LINK href='https://other.com/atom' type='application/atom+xml' rel='alternate'>",
      'https://other.com/atom',
    ],
    [
      '<base href="https://cdn.com/x/"><link rel=alternate type=application/feed+json href=feed.json>',
      'https://cdn.com/x/feed.json',
    ],
    [
      '<link rel="alternate" type="application/rss+xml" title="Comments" href="/c"><link rel="alternate" type="application/rss+xml" href="/feed">',
      'https://paper.com/feed',
    ],
    [
      '<link rel="alternate" type="application/json" href="/wp-json/wp/v2/pages/2"><link rel="alternate" type="application/json" href="/feed.json"><link rel="alternate" type="application/rss+xml" href="/feed">',
      'https://paper.com/feed',
    ],
    [
      '<link rel="alternate" type="application/json" href="/wp-json/wp/v2/pages/2"><link rel="alternate" type="application/json" href="/feed.json">',
      'https://paper.com/feed.json',
    ],
    ['<link rel="alternate" type="application/json" href="/wp-json/wp/v2/pages/2">', null],
    ['<!-- <link rel="alternate" type="application/rss+xml" href="/old"> -->', null],
    ['<link rel="alternate" type="text/html" href="/de">', null],
    ['<link rel="alternate" type="application/rss+xml" href="javascript:alert(1)">', null],
  ])('with %s names %s', (head, feed) => {
    const page = `<!doctype html><html><head>${head}</head></html>`;
    expect(namedFeed(page, 'https://paper.com/')).toBe(feed);
    expect(
      understand({ bytes: bytes(page), contentType: null, url: 'https://paper.com/' }),
    ).toEqual({ names: feed });
  });
});

describe('the reader', () => {
  const reader = openReader({ mostMs: 1000 });
  afterAll(() => reader.close());

  it('is rid of a document that takes for ever, and reads the next one', async () => {
    const good = '<rss version="2.0"><channel><item><title>x</title></item></channel></rss>';
    // The library takes the square of the length for it.
    const hostile = `<rss version="2.0"><channel><item><title>${'<'.repeat(1_900_000)}`;
    const documents = [good, hostile, good].map((text) => ({
      bytes: bytes(text),
      contentType: null,
      url,
    }));
    const answers = await Promise.all(documents.map((document) => reader.read(document)));
    expect(answers).toMatchObject([
      { feed: { items: [{ title: 'x' }] } },
      { because: 'broken' },
      { feed: { items: [{ title: 'x' }] } },
    ]);
  });
});
