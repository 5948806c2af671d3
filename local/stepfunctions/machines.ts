import type { StateMachine } from './executions.ts';
import type { Journal } from './journal.ts';

/** The state machines of the account: those of the templates, and those made by calls, which outlive the process. */
export function createMachines(journal: Journal, now: () => Date) {
  type Row = Omit<StateMachine, 'roleArn'> & { role: string };
  const stored = journal.all<Row>('SELECT * FROM machines ORDER BY created, arn');
  const machines = new Map(stored.map(({ role, ...row }) => [row.arn, { ...row, roleArn: role } as StateMachine]));
  const made = (machine: Omit<StateMachine, 'created'>): StateMachine => ({
    ...machine,
    created: machines.get(machine.arn)?.created ?? now().getTime(),
  });

  return {
    get: (arn: string) => machines.get(arn),
    all: () => [...machines.values()],

    /** From a template: known until the process ends. */
    ensure(machine: Omit<StateMachine, 'created'>) {
      machines.set(machine.arn, made(machine));
    },

    /** By a call: new, or another definition or role for executions to come. */
    store(given: Omit<StateMachine, 'created'>): StateMachine {
      const machine = made(given);
      const { arn, name, definition, roleArn, type, created } = machine;
      journal.run(
        'INSERT OR REPLACE INTO machines VALUES (?, ?, ?, ?, ?, ?)',
        arn,
        name,
        definition,
        roleArn,
        type,
        created,
      );
      journal.commit();
      machines.set(arn, machine);
      return machine;
    },

    remove(arn: string) {
      machines.delete(arn);
      journal.run('DELETE FROM machines WHERE arn = ?', arn);
      journal.commit();
    },
  };
}
export type Machines = ReturnType<typeof createMachines>;
