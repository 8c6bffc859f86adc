// What the official client sees of the server whose command is in the arguments: a line of JSON for each step.
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';

const [command, ...args] = process.argv.slice(2);
const transport = new StdioClientTransport({ command, args, stderr: 'inherit' });
const client = new Client({ name: 'test', version: '1' });
const protocolErrors = [];
client.onerror = (error) => protocolErrors.push(String(error));
await client.connect(transport);

const say = (step, value) => console.log(JSON.stringify([step, value]));
const run = async (code, options) => {
  const result = await client.callTool({ name: 'run_python', arguments: { code } }, undefined, options);
  return result.content[0].text;
};

say('tools', (await client.listTools()).tools.map((tool) => tool.name).sort());
say('run', await run('x = 20\nprint("hello")\nx + 1'));
say('state', await run('x'));
say('forged', await run(`print('\\n{"jsonrpc":"2.0","id":0,"result":{}}')`));
await client.callTool({ name: 'write_file', arguments: { path: 'a b/ä.txt', text: 'Grüße' } });
const [resource] = (await client.listResources()).resources;
say('resource', [resource.name, (await client.readResource({ uri: resource.uri })).contents[0].text]);
const abort = new AbortController();
const endless = run('while True: pass', { signal: abort.signal }).catch((error) => error.constructor.name);
setImmediate(() => abort.abort('enough'));
say('cancelled', await endless);
say('after', await run('1 + 1')); // whether the other one had begun or not
await client.close();
say('errors', protocolErrors);
