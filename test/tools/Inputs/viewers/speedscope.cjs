/* speedscope.cjs - what speedscope makes of files
 *
 *     NODE_PATH=… node speedscope.cjs FILE...
 *
 * Each FILE is given to speedscope's own page, as released, which imports it and
 * is then told to save what it holds (the key Ctrl-S). Printed are its stacks
 * and their own weights, as collapsed stacks, under a line `FILE: NAME, UNIT`
 * for each of its profiles. Files named *.speedscope.json are first checked
 * against the schema that the package ships. Anything that it complains about
 * fails. There is no screen: it cannot draw, and says so once.
 */
const fs = require('fs');
const path = require('path');
const Ajv = require('ajv');
const { JSDOM, VirtualConsole } = require('jsdom');

const release = path.join(
    path.dirname(require.resolve('speedscope/package.json')), 'dist/release');
const program = fs.readFileSync(path.join(release, fs.readdirSync(release)
    .find(name => /^speedscope-.*\.js$/.test(name))), 'utf8');
const noScreen = /WebGL|Setup failure|Not implemented: (navigation|HTMLCanvas)/;

function fail(message) {
    console.error('speedscope.cjs: ' + message);
    process.exit(1);
}

function complain(message) {
    const text = String(message && message.message || message);
    if (!noScreen.test(text))
        fail(text);
}

process.on('uncaughtException', complain);

function checkSchema(file) {
    const schema = fs.readFileSync(
        path.join(release, 'file-format-schema.json'), 'utf8');
    const validate = new Ajv({ strict: false }).compile(JSON.parse(schema));
    if (!validate(JSON.parse(fs.readFileSync(file, 'utf8'))))
        fail(file + ': ' + JSON.stringify(validate.errors));
}

/* The page with the file, and a promise of what it saves. */
function open(file) {
    const messages = new VirtualConsole();
    for (const kind of ['error', 'warn', 'assert', 'jsdomError'])
        messages.on(kind, complain);
    messages.on('log', text => /^Failed/.test(text) && fail(file + ': ' + text));
    const { window } = new JSDOM('<!DOCTYPE html><body></body>', {
        url: 'http://localhost/#localProfilePath=none',
        runScripts: 'outside-only', pretendToBeVisual: true,
        virtualConsole: messages });
    const canvas = new Proxy({}, {
        get: (own, name) => name === 'measureText'
            ? text => ({ width: text.length }) : own[name] || (() => {}) });
    window.matchMedia = () => ({ addEventListener() {}, addListener() {} });
    window.HTMLCanvasElement.prototype.getContext =
        kind => kind === '2d' ? canvas : null;
    window.HTMLElement.prototype.scrollIntoView = () => {};
    Object.assign(window, { TextDecoder, TextEncoder });
    return new Promise(resolve => {
        window.URL.createObjectURL = blob => {
            const reader = new window.FileReader();
            reader.onload = () => resolve(JSON.parse(reader.result));
            reader.readAsText(blob);
            clearInterval(timer);
            return 'blob:saved';
        };
        window.eval(program);
        window.speedscope.loadFileFromBase64(
            path.basename(file), fs.readFileSync(file).toString('base64'));
        const save = { key: 's', ctrlKey: true, metaKey: true };
        const timer = setInterval(() => window.dispatchEvent(
            new window.KeyboardEvent('keydown', save)), 20);
    });
}

/* Trace events have their arguments in their names, and microseconds. */
function printProfile(file, profile, frames) {
    const scale = profile.unit === 'microseconds' ? 1000 : 1;
    const weights = new Map(), stack = [];
    let before = profile.startValue;
    for (const event of profile.events) {
        const key = stack.join(';'), passed = event.at - before;
        if (passed > 0)
            weights.set(key, (weights.get(key) || 0) + passed);
        before = event.at;
        const name = frames[event.frame].name.replace(/ \{.*\}$/, '');
        if (event.type === 'O')
            stack.push(name);
        else if (stack.pop() !== name)
            fail(file + ': ' + name + ' is closed, but was not open');
    }
    console.log(file + ': ' + profile.name + ', ' + profile.unit);
    for (const key of [...weights.keys()].sort())
        console.log(key + ' ' + Math.round(weights.get(key) * scale));
}

async function main() {
    setTimeout(() => fail('nothing was saved in 20 seconds'), 20000);
    for (const file of process.argv.slice(2)) {
        if (file.endsWith('.speedscope.json'))
            checkSchema(file);
        const saved = await open(file);
        for (const profile of saved.profiles)
            printProfile(path.basename(file), profile, saved.shared.frames);
    }
    process.exit(0);
}

main();
