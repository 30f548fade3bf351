import { Button, Field, Input } from '@fluentui/react-components';
import { useState } from 'react';
import { Problem } from '../../src/model/problem.ts';
import { Confirm } from '../parts/confirm.tsx';
import { Done } from '../parts/done.tsx';
import { Form, FormFoot, FormProblem, Submit } from '../parts/form.tsx';
import { ListEditor } from '../parts/list-editor.tsx';
import { Modal, ModalActions } from '../parts/modal.tsx';
import { NotAllowed } from '../parts/not-allowed.tsx';
import { NoticeText } from '../parts/notice-text.tsx';
import { PasswordInput } from '../parts/password-input.tsx';
import { PlainTable } from '../parts/plain-table.tsx';
import { QrCode } from '../parts/qr-code.tsx';
import { ShownOnce } from '../parts/shown-once.tsx';
import type { Exhibit } from './case.ts';
import { longName } from './samples.ts';

const nothing = () => {};
const refused = new Problem({ code: 'stale', message: 'Somebody else saved meanwhile.' });

function Asking() {
  const [isAsked, setAsked] = useState(false);
  return (
    <>
      <Button onClick={() => setAsked(true)}>Ask</Button>
      {isAsked && (
        <Confirm
          title="Forget Harriet Colbourne?"
          verb="Forget"
          isBusy={false}
          error={null}
          onConfirm={() => setAsked(false)}
          onCancel={() => setAsked(false)}
        >
          <p>What she wrote no longer counts.</p>
        </Confirm>
      )}
    </>
  );
}

function Opening() {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>Open</Button>
      {isOpen && (
        <Modal
          title="What was decided"
          onClose={() => setOpen(false)}
          actions={
            <ModalActions
              verb="Decide"
              onConfirm={() => setOpen(false)}
              onCancel={() => setOpen(false)}
            />
          }
        >
          <p>Nothing yet.</p>
        </Modal>
      )}
    </>
  );
}

function Listing() {
  const [items, setItems] = useState<readonly string[]>(['blueridge.example', longName]);
  return (
    <ListEditor
      name="domains"
      label="Domains"
      placeholder="example.com"
      items={items}
      error={null}
      onChange={setItems}
    />
  );
}

export const formExhibits: readonly Exhibit[] = [
  {
    title: 'Form',
    cases: [
      {
        name: 'that failed',
        show: (
          <Form onSubmit={nothing} label="That failed">
            <Field label="Name">
              <Input />
            </Field>
            <Field label="Password">
              <PasswordInput onType={nothing} />
            </Field>
            <FormProblem error={refused} />
            <FormFoot>
              <Submit isBusy={false}>Save</Submit>
              <Done>Saved</Done>
            </FormFoot>
          </Form>
        ),
      },
      { name: 'under way', width: 160, show: <Submit isBusy>Save</Submit> },
      { name: 'asks once more', width: 160, show: <Asking /> },
      { name: 'opens a dialog', width: 160, show: <Opening /> },
      { name: 'a list of texts', show: <Listing /> },
    ],
  },
  {
    title: 'Told once',
    cases: [
      { name: 'secret', show: <ShownOnce secret="k7wq-93fj-22lm">Keep it.</ShownOnce> },
      { name: 'long secret', width: 200, show: <ShownOnce secret={longName}>Keep it.</ShownOnce> },
      { name: 'code', width: 190, show: <QrCode text="otpauth://totp/Rapport" label="Code" /> },
      {
        name: 'not for everybody',
        width: 480,
        show: <NotAllowed>Only administrators see this.</NotAllowed>,
      },
      { name: 'notice', show: <NoticeText paragraphs={['What is counted.', 'What is not.']} /> },
    ],
  },
  {
    title: 'Plain table',
    cases: [
      {
        name: 'with an action',
        width: 420,
        show: (
          <PlainTable
            label="People"
            heads={['Name', 'Roles', '']}
            isEndAction
            rows={[
              { key: '1', cells: ['Nora Quist', 'Seller', <Button key="end">End</Button>] },
              { key: '2', cells: [longName, 'Manager', <Button key="end">End</Button>] },
            ]}
          />
        ),
      },
    ],
  },
];
