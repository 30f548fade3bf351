import { useState } from 'react';
import type { Introduction } from '../../src/contract/introductions.ts';
import { TieGraph, type TiePerson } from '../charts/tie-graph.tsx';
import type { TieLink } from '../charts/tie-layout.ts';
import { IntroductionList } from '../widgets/who-knows-whom-introductions.tsx';
import type { Exhibit } from './case.ts';
import { longName, rightToLeftName, today } from './samples.ts';

type GraphProps = { readonly theirs: number; readonly ours: number; readonly name?: string };

function Graph({ theirs, ours, name }: GraphProps) {
  const [open, setOpen] = useState<string | null>(null);
  const { people, links } = graphOf({ theirs, ours, name: name ?? 'Harriet Colbourne' });
  return <TieGraph people={people} links={links} open={open} onOpen={setOpen} />;
}

function graphOf({ theirs, ours, name }: Required<GraphProps>) {
  const person = (side: TiePerson['side'], place: number): TiePerson => {
    const called = side === 'us' ? `Colleague ${place + 1}` : `${name} ${place + 1}`;
    return { key: `${side} ${place}`, side, name: called, label: called, tip: called };
  };
  const people = [
    ...Array.from({ length: theirs }, (_, place) => person('them', place)),
    ...Array.from({ length: ours }, (_, place) => person('us', place)),
  ];
  const links = Array.from({ length: ours }, (_, place): TieLink => {
    return { from: `us ${place}`, to: `them ${place % theirs}`, strength: 99 - place * 9 };
  });
  return { people, links };
}

const introduction: Introduction = {
  key: 1,
  person: { type: 'contact', id: 'dana', name: 'Dana Hill' },
  via: null,
  asker: { id: 'avery', name: 'Avery Lane' },
  asked: { id: 'kai', name: 'Kai Brandt' },
  askedAt: `${today}T09:00:00Z`,
  outcome: 'asked',
  answeredAt: null,
  part: 'asker',
  text: 'Hello Kai,\n\ncould you introduce me?',
  email: null,
};

export const tieExhibits: readonly Exhibit[] = [
  {
    title: 'Tie graph',
    cases: [
      { name: 'one tie', width: 480, show: <Graph theirs={1} ours={1} /> },
      { name: 'a contact', width: 480, show: <Graph theirs={1} ours={7} /> },
      { name: 'a deal', width: 640, show: <Graph theirs={4} ours={7} /> },
      { name: 'as much as is shown, on a phone', width: 326, show: <Graph theirs={8} ours={11} /> },
      { name: 'long names', width: 480, show: <Graph theirs={2} ours={3} name={longName} /> },
      {
        name: 'right to left',
        width: 480,
        isRightToLeft: true,
        show: <Graph theirs={2} ours={3} name={rightToLeftName} />,
      },
    ],
  },
  {
    title: 'Introductions',
    cases: [
      {
        name: 'in every state',
        width: 480,
        show: (
          <IntroductionList
            introductions={[
              introduction,
              { ...introduction, key: 2, part: 'asked', outcome: 'lapsed' },
              { ...introduction, key: 3, part: null, text: null, outcome: 'accepted' },
              { ...introduction, key: 4, via: introduction.person, outcome: 'declined' },
            ]}
          />
        ),
      },
      {
        name: 'long names',
        show: (
          <IntroductionList
            introductions={[{ ...introduction, asked: { id: 'kai', name: longName } }]}
          />
        ),
      },
    ],
  },
];
