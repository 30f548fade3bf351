import { afterAll, describe, expect, it } from 'vitest';
import { csvConnector } from './connector.ts';
import { guessMapping } from './guess.ts';
import { presetMapping, presetNames } from './presets.ts';
import { createTrial } from './trial.ts';

const { folder, close } = createTrial();
afterAll(close);

describe('the guess of a mapping', () => {
  const files = {
    'companies.csv': 'Company,Branche,Since\nAcme,Retail,2020-01-31\nBorg,Tech,2021-02-01\n',
    'staff.csv': 'Sales rep,Manager\nAnn,Cy\nBob,Cy\n',
    'prices.csv': 'item,series,list price\nRoof Pro,R,100\nRoof Basic,R,50\n',
    'deals.csv':
      'Deal ID,Item,Company,Sales rep,Stage,Close date,Note\n' +
      '1,RoofPro,Acme,Ann,Closed Won,03/04/2026,x\n2,Roof Basic,Borg,Bob,Proposal,,y\n3,RoofPro,Acme,Ann,Lost,12/31/2026,z\n4,Roof Pro,Acme,Ann,Lost,12/30/2026,\n5,Roof Pro,Acme,Ann,Lost,12/30/2026,\n',
  };

  it('says what each file and column is, from which words and values, and how sure it is', async () => {
    const guess = await guessMapping(await folder(files));
    expect(guess.files.map(({ file, type }) => [file, type])).toEqual([
      ['companies.csv', 'account'],
      ['deals.csv', 'opportunity'],
      ['prices.csv', null],
      ['staff.csv', 'user'],
    ]);
    const column = (file: string, name: string) =>
      guess.columns.find((one) => one.file === file && one.column === name);
    expect(column('companies.csv', 'Company')).toMatchObject({
      fields: ['id', 'name'],
      confidence: 'medium',
    });
    expect(column('deals.csv', 'Stage')).toMatchObject({
      fields: ['stage', 'status'],
      because: expect.stringContaining('Closed Won → won, Proposal → open, Lost → lost'),
    });
    expect(column('deals.csv', 'Company')).toMatchObject({
      fields: ['accountId'],
      confidence: 'high',
      because: expect.stringContaining('companies.csv'),
    });
    expect(column('deals.csv', 'Note')).toMatchObject({
      fields: [],
      confidence: null,
      samples: ['x', 'y', 'z'],
    });
  });

  it('shows the value and line that decide an order of dates, and asks about names that are in no other file', async () => {
    const path = await folder(files);
    const guess = await guessMapping(path);
    expect(guess.columns.find(({ column }) => column === 'Close date')).toMatchObject({
      fields: ['closedAt'],
      because: expect.stringContaining('12/31/2026 in line 4 can only be mdy'),
    });
    expect(guess.questions).toEqual([
      {
        key: 'tables[2].fields.estimatedValue.lookup.aliases',
        question: expect.stringContaining('RoofPro (2 rows; is Roof Pro meant?)'),
        options: [],
      },
    ]);
    const items: unknown[] = [];
    const run = { cursor: null, signal: new AbortController().signal };
    for await (const batch of csvConnector(path, guess.mapping)(run)) items.push(...batch.items);
    expect(items).toHaveLength(9);
  });

  it('asks how dates and numbers are to be read when no value decides, or values contradict each other', async () => {
    const ask = async (...rows: readonly string[]) => {
      const path = await folder({
        'deals.csv': `Deal ID;Stage;Amount;Created\n${rows.join('\n')}\n`,
      });
      const { questions, mapping } = await guessMapping(path);
      return { keys: questions.map(({ key }) => key), questions, mapping };
    };
    const open = await ask('1;won;1.234;04/05/2026', '2;won;7;05/06/2026');
    expect(open.keys).toEqual(expect.arrayContaining(['tables[0].decimal', 'tables[0].dateOrder']));
    expect(open.mapping.tables[0]).not.toHaveProperty('dateOrder');
    expect(JSON.stringify(open.mapping)).not.toContain('dateOrder');
    const both = await ask('1;won;1,5;31/05/2026', '2;won;1.234;12/31/2026');
    expect(both.keys).toEqual(['tables[0].dateOrder']);
    expect(both.questions[0]?.question).toContain('31/05/2026 in line 2 can only be dmy');
    expect(both.mapping.tables[0]?.fields.estimatedValue).toEqual({ from: 'Amount', decimal: ',' });
  });

  it('tells the encoding and the delimiter that it used, and asks for the zone of times without an offset', async () => {
    const meetings = Buffer.from(
      'Betreff;Beginn;Teilnehmer\nGespräch;2026-03-01 10:00;a@x.example, b@x.example\n',
      'latin1',
    );
    const path = await folder({ 'Termine.csv': meetings });
    const guess = await guessMapping(path);
    expect(guess.files).toMatchObject([
      { type: 'activity', encoding: 'windows-1252', delimiter: ';' },
    ]);
    expect(guess.mapping.files).toEqual({
      'Termine.csv': { encoding: 'windows-1252', delimiter: ';' },
    });
    expect(guess.mapping.tables[0]?.fields).toMatchObject({
      kind: { constant: 'appointment' },
      startsAt: 'Beginn',
      required: { from: 'Teilnehmer', split: ',' },
    });
    expect(guess.questions.map(({ key }) => key)).toContain('timeZone');
    const told = await guessMapping(path, { timeZone: 'Europe/Berlin' });
    expect(told.mapping.timeZone).toBe('Europe/Berlin');
    expect(told.questions.map(({ key }) => key)).not.toContain('timeZone');
  });

  it('does not take for a field what is only called so', async () => {
    const path = await folder({
      'contacts.csv': 'id,first name,last name,email,title\n1,Ada,L,none,\n2,Bob,M,nix,\n',
    });
    const { columns, mapping } = await guessMapping(path);
    expect(mapping.tables[0]?.fields).toEqual({ id: 'id', name: '{first name} {last name}' });
    expect(columns.find(({ column }) => column === 'email')).toMatchObject({
      fields: [],
      because: expect.stringContaining('0 % of its values'),
    });
    expect(columns.find(({ column }) => column === 'title')).toMatchObject({
      because: expect.stringContaining('blank'),
    });
  });

  it('asks for the id when no column is one, and gives up on files that say nothing', async () => {
    const path = await folder({ 'deals.csv': 'Stage,Amount\nwon,1\nwon,1\n' });
    expect((await guessMapping(path)).questions.map(({ key }) => key)).toContain(
      'tables[0].fields.id',
    );
    await expect(guessMapping(await folder({ 'x.csv': 'a,b\n1,2\n' }))).rejects.toMatchObject({
      code: 'csv_guess',
    });
  });
});

describe('a preset', () => {
  it('is a mapping without faults, and is named when its files are there', async () => {
    for (const name of presetNames) expect(presetMapping(name).tables.length).toBeGreaterThan(5);
    const path = await folder({
      'Account.csv': 'Id,Name\n1,A\n',
      'Contact.csv': 'Id\n1\n',
      'Opportunity.csv': 'Id\n1\n',
    });
    expect((await guessMapping(path)).preset).toBe('salesforce');
  });

  it('reads a small export of Salesforce from its people to its calls', async () => {
    const path = await folder({
      'User.csv': 'Id,Name,Email,IsActive\n005A,Ann,ann@us.example,true\n',
      'Contact.csv':
        'Id,FirstName,LastName,Email,IsDeleted\n003A,Dana,Whit,dana@c.example,false\n003B,Old,One,,true\n',
      'Opportunity.csv':
        'Id,Name,IsClosed,IsWon,Amount,CloseDate\n006A,Roof,true,true,10,2026-05-01\n006B,Attic,false,false,20,2026-06-01\n',
      'Task.csv':
        'Id,TaskSubtype,IsClosed,WhoId,WhatId,OwnerId,ActivityDate,CallType,CallDurationInSeconds\n00T1,Call,true,003A,006A,005A,2026-04-01,Inbound,120\n',
    });
    const values: unknown[] = [];
    const rejects: unknown[] = [];
    const run = { cursor: null, signal: new AbortController().signal };
    for await (const batch of csvConnector(path, presetMapping('salesforce'))(run)) {
      values.push(...batch.items.map(({ value }) => value));
      rejects.push(...batch.rejects);
    }
    expect(rejects).toMatchObject([{ place: 'Contact.csv line 3', field: 'IsDeleted' }]);
    expect(values).toMatchObject([
      { id: '005A', emails: ['ann@us.example'] },
      { id: '003A', name: 'Dana Whit' },
      {
        id: '006A',
        status: 'won',
        actualValue: 10,
        closedAt: Date.parse('2026-05-01T23:59:59.999Z'),
      },
      {
        id: '006B',
        status: 'open',
        actualValue: null,
        closedAt: null,
        estimatedCloseDate: '2026-06-01',
      },
      {
        kind: 'phonecall',
        direction: 'incoming',
        durationMinutes: 2,
        from: 'ann@us.example',
        to: ['dana@c.example'],
        regarding: { type: 'opportunity', id: '006A' },
      },
    ]);
  });
});
