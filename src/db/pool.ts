import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import { Problem } from '../model/problem.ts';
import type { Connection } from './embedded/endpoint.ts';
import { asProblem, assertSuitable, isConflict } from './failures.ts';
import { listen } from './listen.ts';
import { preparedNames } from './prepared.ts';
import { inlined, type Sql } from './sql.ts';
import { arrayReader, type Reader, readers } from './values.ts';

/** What can be done with the database at once or within a transaction. The only file that knows the driver. */
export type Session = {
  /** The rows that the statement gives; types as in values.ts. Several statements are only possible without values. */
  query<Row extends Readonly<Record<string, unknown>>>(statement: Sql): Promise<readonly Row[]>;
  /** Runs the statement and answers how many rows it changed. */
  run(statement: Sql): Promise<number>;
  /** Feeds `copy … from stdin` and answers how many rows came in. COPY takes no parameters: values are written out. */
  copyIn(statement: Sql, source: readonly Buffer[] | AsyncIterable<Buffer>): Promise<number>;
  /** What `copy … to stdout` gives, in pieces that end anywhere. */
  copyOut(statement: Sql): AsyncIterable<Buffer>;
};

export type Database = Session & {
  /**
   * Runs `work` in one transaction and answers what it answers; an error undoes everything. NOTE: `work` is run again
   * (up to five times) when the transaction lost against another one, so it must not change anything outside.
   */
  transaction<T>(work: (session: Session) => Promise<T>, options?: TransactionOptions): Promise<T>;
  /**
   * Calls `onPayload` for every NOTIFY on the channel until `signal` is aborted; resolves when listening has begun. A
   * lost connection is made again; what was sent meanwhile is lost, so `onReconnect` has to look for itself.
   */
  listen(
    channel: string,
    onPayload: (payload: string) => void,
    options: { readonly signal: AbortSignal; readonly onReconnect?: () => void },
  ): Promise<void>;
  /** Waits for running statements, then closes all connections. */
  close(): Promise<void>;
};

export type TransactionOptions = {
  readonly isolation?: 'read committed' | 'repeatable read' | 'serializable';
  /** Runs first, on the way that begins the transaction: nobody waits for the server once more. */
  readonly first?: Sql;
};

/** As whom the program works (0010_access.sql); without one as the owner of the tables, who changes them. */
export type Role = 'rapport_worker' | 'rapport_reader';

/**
 * Connects to a server of ours or to the one that a DATABASE_URL names. Throws a Problem when it cannot be reached,
 * is older than PostgreSQL 15 or does not keep its text as UTF-8.
 */
export async function openPool(
  target: Connection | string,
  { max, role }: { readonly max: number; readonly role?: Role },
): Promise<Database> {
  const config = driverConfig(target);
  const name = await checked(config);
  const onConnect = (client: pg.ClientBase) => prepareSession(client, role);
  const pool = new pg.Pool({ ...config, max, onConnect, idleTimeoutMillis });
  // A connection that breaks while nobody uses it is dropped by the pool; one in use fails its next statement.
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  const closing = new AbortController();
  const server = { name, preparedName: preparedNames() };

  const withClient = async <T>(work: (client: pg.PoolClient) => Promise<T>): Promise<T> => {
    const client = await pool.connect().catch(rethrow(name));
    try {
      return await work(client);
    } finally {
      // A connection that could not even roll back is of no use to the next one.
      client.release(client.getTransactionStatus() !== 'I');
    }
  };

  return {
    query: (statement) => withClient((client) => session(client, server).query(statement)),
    run: (statement) => withClient((client) => session(client, server).run(statement)),
    copyIn: (statement, source) =>
      withClient((client) => session(client, server).copyIn(statement, source)),
    async *copyOut(statement) {
      const client = await pool.connect().catch(rethrow(name));
      let isWhole = false;
      try {
        yield* client.query(copyTo(inlined(statement)));
        isWhole = true;
      } finally {
        // Whoever stops early leaves the server in the middle of a sentence.
        client.release(!isWhole);
      }
    },
    async transaction(work, { isolation = 'read committed', first } = {}) {
      const begin = `begin isolation level ${isolation}${first === undefined ? '' : `; ${inlined(first)}`}`;
      for (let attempt = 1; ; attempt += 1) {
        try {
          return await withClient((client) => transact(client, work, { server, begin }));
        } catch (error) {
          if (attempt === 5 || !isConflict(error)) throw error;
          // Chance parts two that would meet again.
          await pause(2 ** attempt * 5 * Math.random());
        }
      }
    },
    async listen(channel, onPayload, { signal, onReconnect = () => {} }) {
      const until = AbortSignal.any([signal, closing.signal]);
      await listen(config, { channel, onPayload, onReconnect, until }).catch(rethrow(name));
    },
    async close() {
      closing.abort();
      await pool.end();
    },
  };
}

/**
 * A new connection reads the catalogue and plans every statement anew: what takes 20 ms then takes 100. Whoever comes
 * back to a page finds those of before.
 */
const idleTimeoutMillis = 10 * 60_000;

function driverConfig(target: Connection | string): pg.ClientConfig {
  const common = {
    application_name: 'rapport',
    keepAlive: true,
    types: { getTypeParser: readerOf },
  };
  if (typeof target !== 'string') return { ...target, ...common, ssl: false };
  if (/^(postgres(ql)?:\/\/|socket:\/)/.test(target))
    return { ...common, connectionString: target };
  throw new Problem({
    code: 'database_url_invalid',
    message: 'The address of the database is not one of PostgreSQL.',
    field: 'DATABASE_URL',
    value: target.replace(/:[^:@/]*@/, ':…@'),
    hint: 'Write it as postgres://user:password@host:5432/database.',
  });
}

/** Asks the server what it is; answers its name for messages, which holds no password. */
async function checked(config: pg.ClientConfig): Promise<string> {
  const client = new pg.Client({ ...config, connectionTimeoutMillis: 10_000 });
  const name = `${client.host}:${client.port}/${client.database}`;
  client.on('error', () => {});
  try {
    await client.connect();
    const { rows } = await client.query<{ version: string; encoding: string; number: number }>(
      `select current_setting('server_version') as version, current_setting('server_encoding') as encoding,
              current_setting('server_version_num')::integer as number`,
    );
    for (const server of rows) assertSuitable(server, name);
    return name;
  } catch (error) {
    throw asProblem(error, name);
  } finally {
    await client.end();
  }
}

/**
 * Instants and days come in the one form that values.ts reads, whatever the server's settings are. Prepared statements
 * look up by key and keep their plan. None takes more than one core: a list that is sorted makes nobody else wait.
 */
async function prepareSession(client: pg.ClientBase, role?: Role): Promise<void> {
  await client.query(`
    set timezone to 'UTC'; set datestyle to 'ISO, YMD'; set bytea_output to 'hex';
    set plan_cache_mode to force_generic_plan; set max_parallel_workers_per_gather to 0;
    set role ${role ?? 'none'}`);
}

/** Its name in messages, and the names of statements that are prepared there. */
type Server = { readonly name: string; readonly preparedName: (text: string) => string | null };

function session(client: pg.ClientBase, { name, preparedName }: Server): Session {
  const execute = <Row extends Readonly<Record<string, unknown>>>(statement: Sql) => {
    const { text } = statement;
    // Without values there may be several statements in it, which cannot be prepared.
    const prepared = statement.values.length === 0 ? null : preparedName(text);
    const values = [...statement.values];
    return client
      .query<Row>(prepared === null ? { text, values } : { text, values, name: prepared })
      .catch(rethrow(name));
  };
  return {
    async query<Row extends Readonly<Record<string, unknown>>>(statement: Sql) {
      return (await execute<Row>(statement)).rows;
    },
    async run(statement) {
      return (await execute(statement)).rowCount ?? 0;
    },
    async copyIn(statement, source) {
      const stream = client.query(copyFrom(inlined(statement), { highWaterMark: 1 << 20 }));
      const fed = Array.isArray(source)
        ? written(stream, source)
        : pipeline(Readable.from(source, { objectMode: true }), stream);
      await fed.catch(rethrow(name));
      return stream.rowCount;
    },
    async *copyOut(statement) {
      const stream = client.query(copyTo(inlined(statement)));
      try {
        yield* stream.iterator({ destroyOnReturn: false });
      } finally {
        // The transaction goes on only after the last piece, wanted or not.
        for await (const _ of stream);
      }
    },
  };
}

/** What is in memory anyway goes in without the machinery of a pipeline, which costs more than a few rows do. */
function written(stream: Writable, pieces: readonly Buffer[]): Promise<void> {
  return new Promise((resolve, reject) => {
    stream.once('finish', resolve);
    stream.once('error', reject);
    for (const piece of pieces) stream.write(piece);
    stream.end();
  });
}

/** One try: all of `work` and its commit, or nothing of it. */
async function transact<T>(
  client: pg.PoolClient,
  work: (session: Session) => Promise<T>,
  { server, begin }: { server: Server; begin: string },
): Promise<T> {
  try {
    await client.query(begin).catch(rethrow(server.name));
    const result = await work(session(client, server));
    const { command } = await client.query('commit');
    if (command !== 'COMMIT') throw undone();
    return result;
  } catch (error) {
    // When this fails too, the connection is gone, and the transaction with it.
    await client.query('rollback').catch(() => {});
    throw error;
  }
}

/** An array of text: its reader parts the elements and leaves them as they are. */
const textArray: number = 1009;

const ownReaders = new Map<number, Reader>(
  readers.flatMap(({ type, array, read }) => [
    [type, read],
    [array, arrayReader(read, pg.types.getTypeParser(textArray))],
  ]),
);

function readerOf(type: number, format?: 'text' | 'binary'): Reader {
  const own = format === 'binary' ? undefined : ownReaders.get(type);
  return own ?? pg.types.getTypeParser(type, format);
}

function rethrow(name: string): (error: unknown) => never {
  return (error) => {
    throw asProblem(error, name);
  };
}

function undone(): Problem {
  return new Problem({
    code: 'transaction_undone',
    message: 'A statement of the transaction had failed, so that its commit undid it.',
    hint: 'Do not catch the error of a statement inside a transaction.',
  });
}
