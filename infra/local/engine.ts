import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve as absolute, dirname, join } from 'node:path';
import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import getPort from 'get-port';
import { PlainFault } from './plain-fault.ts';

/** A DynamoDB engine that runs on this machine until it is stopped. */
export interface Engine {
  readonly name: 'dynoxide' | 'DynamoDB Local';
  /** for the AWS clients */
  readonly connection: {
    readonly endpoint: string;
    readonly region: string;
    readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  };
  stop(): Promise<void>;
}

const resolve = createRequire(import.meta.url).resolve;

/** The binary for this kind of machine, if npm has installed one. */
function dynoxide(): string | undefined {
  const suffix = process.platform === 'win32' ? '.exe' : '';
  try {
    return resolve(`@dynoxide/${process.platform}-${process.arch}/dynoxide${suffix}`);
  } catch {
    return undefined;
  }
}

function hasJava(): boolean {
  try {
    execFileSync('java', ['-version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/**
 * Starts an engine on a free port of this machine. Records are kept in `folder`; without one, in memory.
 * @throws {PlainFault} when there is none to start, the file cannot be read, or another process keeps these records
 */
export async function startEngine({
  folder: given,
  choose,
}: {
  folder?: string;
  choose?: Engine['name'];
} = {}): Promise<Engine> {
  const folder = given && absolute(given);
  if (folder) await endOrphan(folder);
  const port = await getPort({ host: '127.0.0.1' });
  const binary = choose === 'DynamoDB Local' ? undefined : dynoxide();
  return binary ? startDynoxide(binary, port, folder) : startDynamoDbLocal(port, folder);
}

function startDynoxide(binary: string, port: number, folder: string | undefined): Promise<Engine> {
  const file = folder && join(folder, 'records.db');
  const child = spawn(binary, ['--port', String(port), ...(file ? ['--db-path', file] : [])], { stdio: 'ignore' });
  const broken = file
    ? `The records in ${file} cannot be read. To begin again without them: npm start -- --fresh`
    : 'The DynamoDB engine (dynoxide) does not start on this machine.';
  if (folder && child.pid) writeOwner(folder, child.pid);
  return ready('dynoxide', child, port, broken);
}

async function startDynamoDbLocal(port: number, folder: string | undefined): Promise<Engine> {
  if (!hasJava())
    throw new PlainFault(
      `There is no DynamoDB engine for this machine (${process.platform}-${process.arch}): neither dynoxide's binary nor Java is here. Install Java 17 or later and start again.`,
    );
  const home = join(dirname(resolve('amplify-dynamodb-simulator/package.json')), 'emulator');
  const java = [
    '-XX:TieredStopAtLevel=1',
    '-XX:+UseSerialGC',
    '-Djava.library.path=./DynamoDBLocal_lib',
    '-jar',
    'DynamoDBLocal.jar',
  ];
  const keep = folder ? ['-dbPath', folder] : ['-inMemory'];
  const child = spawn('java', [...java, ...keep, '-sharedDb', '-disableTelemetry', '-port', String(port)], {
    cwd: home,
    stdio: 'ignore',
  });
  if (folder && child.pid) writeOwner(folder, child.pid);
  return ready('DynamoDB Local', child, port, 'DynamoDB Local does not start. See that Java 17 or later is installed.');
}

const pidFile = (folder: string) => join(folder, 'engine.pid');

/** Who keeps the records in `folder`: the engine, and the process that started it. */
const writeOwner = (folder: string, engine: number) => writeFileSync(pidFile(folder), `${engine} ${process.pid}`);

/**
 * An engine outlives a process that was killed outright, and would keep its hands on the records in `folder`: it is ended.
 * @throws {PlainFault} when the process that started it still runs
 */
export async function endOrphan(given: string): Promise<void> {
  const folder = absolute(given);
  const [engine = 0, owner = 0] = ownersIn(folder);
  if (!isAlive(engine)) return;
  const command = commandOf(engine);
  // the number may have passed to another program since
  if (command !== undefined && !command.includes(folder)) return;
  if (isAlive(owner))
    throw new PlainFault(
      `Drumbeat is running on these records already (process ${owner}). Stop it first, or choose another folder: DRUMBEAT_DATA=... npm start`,
    );
  if (command === undefined) return;
  process.kill(engine, 'SIGKILL');
  for (let tries = 1; tries <= 100 && isAlive(engine); tries++) await new Promise((wait) => setTimeout(wait, 20));
}

function ownersIn(folder: string): readonly number[] {
  try {
    return readFileSync(pidFile(folder), 'utf8').split(' ').map(Number);
  } catch {
    return [];
  }
}

function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // somebody else's
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** How a process was started; undefined where this machine does not tell. */
function commandOf(pid: number): string | undefined {
  try {
    return execFileSync('ps', ['-ww', '-p', String(pid), '-o', 'command='], { encoding: 'utf8', stdio: 'pipe' });
  } catch {
    return undefined;
  }
}

async function ready(name: Engine['name'], child: ChildProcess, port: number, broken: string): Promise<Engine> {
  let gone = false;
  const stopped = new Promise<void>((done) => {
    const end = () => {
      gone = true;
      done();
    };
    child.once('exit', end);
    child.once('error', end);
  });
  // Whatever ends this process ends the engine with it.
  const kill = () => child.kill();
  process.once('exit', kill);
  const stop = async () => {
    process.off('exit', kill);
    child.kill();
    await stopped;
  };
  const connection = {
    endpoint: `http://127.0.0.1:${port}`,
    region: 'eu-west-2',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  };
  const client = new DynamoDBClient({ ...connection, maxAttempts: 1 });
  try {
    for (let tries = 1; tries <= 200 && !gone; tries++) {
      const answers = await client.send(new ListTablesCommand({})).then(
        () => true,
        () => false,
      );
      if (answers) return { name, connection, stop };
      await new Promise((wait) => setTimeout(wait, 50));
    }
  } finally {
    client.destroy();
  }
  await stop();
  throw new PlainFault(broken);
}
