/**
 * Words that tags about computing, machine learning and note-taking are made of, so that a slip such as
 * `#GirdLSTM` is seen even when nothing else in the vault spells the word. Where swapping two neighbouring
 * letters of a word makes another word that a tag might mean, in English or a related language (`trial` and
 * `trail`, `order` and `ordre`), both are listed, and neither is then a slip. (`gird` is not: tags about grids
 * are common, about girding there are none.)
 */
export const knownWords: ReadonlySet<string> = new Set(
	`
	ability absolute abstract academic accent access account accuracy action activation active activity actor
	adaptive address adversarial agent agile algebra algorithm alignment allocation alphabet alter alternative
	analysis analytics anatomy android angel angle animation annotation answer anthropology appel appendix apple
	application approach approximation archive area argument arithmetic array article artificial assembly
	assessment asset assignment association async asynchronous atlas attention attribute audio audit
	authentication author authorization autoencoder automata automation average award axiom backend background
	backlink backpropagation backup balance bandit bandwidth baseline basic batch bayes bayesian beam beat
	behavior benchmark beta bias bidirectional bilinear binary biology bitcoin block blockchain board boolean
	boosting bootstrap boundary brain branch brian browser budget buffer build business button bytecode cache
	calculus calendar callback camera canvas capital career cascade casual category cation causal cell cellular
	central centre chain challenge channel chapter character chart checklist checkpoint chemistry chess chinese
	church citation claim class classic classification classifier classroom client climate cloud cluster
	clustering code coed cognition cognitive collection color column combination command comment commit common
	communication community comparison compiler complete complex complexity component compression computation
	compute computer computing concept concurrency condition conditional conference config configuration
	connection consciousness consensus consistency constant constraint construction consumer contact container
	content context continuous contrast contrastive control convergence conversion convolution convolutional
	cooking core corpus correlation cosine course coverage creative creativity credit criteria critic critical
	cross cryptography culture curriculum curve custom cycle daily dashboard data database dataset dataview
	deadline debug debugging decision decoder decoding deep default definition degree dense density dependency
	deployment depth derivative descent description design desktop detection developer development device diagram
	dialogue dictionary differential diffusion digital dimension directed direction directory discount discreet
	discrete discriminator discussion disease distance distillation distributed distribution document
	documentation domain double draft drawing driver dropout dynamic dynamics early ecology economics economy
	editing editor education effect efficiency efficient eigenvalue electronics element embedding emergence
	emotion empirical encoder encoding encryption energy engine engineer engineering english ensemble entity
	entropy environment epoch equation error essay estimation ethics evaluation event evidence evolution example
	excel exception exercise experiment explanation exploration exponential export expression extension extraction
	factor failure family feature feedback feedforward field figure filed filter filtre finance finding finite
	fitness flow focus folder food forecast forest forget format formula foundation fourier fraction fragment
	frame framework france free frequency friend frontend frontier function functional fundamental fusion future
	fuzzy galaxy game gamma gaol garden gate gated gateway gaussian gender general generalization generation
	generative generator genetic geography geometry german github global glossary goal google governance gradient
	grammar graph graphics greedy green grid group growth guide guideline habit handbook hardware hash health heap
	hebbian hidden hierarchical hierarchy highway history homework hopfield html human hybrid hyperparameter
	hypothesis idea identity image imitation implementation import important inbox incremental index inductive
	industry inference information infrastructure initialization innovation input insight instance instruction
	integer integral integration intelligence interaction interface internet interpretation interview introduction
	inverse investment iphone issue iteration java javascript journal json julia jupyter kernel keyboard keyword
	knowledge kubernetes label laboratory lambda language large latent later lattice layer leader leadership
	learning lecture lemma lesson letter lettre level lexical library license life lifestyle likelihood limit
	linear link linux liquid list literature local location logic logistic long loss machine macro magazine mail
	mali management manager manifold manual markdown marketing markov mask mastery matching material mathematics
	matrix maximum measure mechanism media medicine meditation meeting memory mental message metadata method
	metric microservice migration mind mindset minimum mining mirror mixture mobile model modeling module momentum
	money monitor monitoring monte morning motivation movie multimodal music mutation naive name namespace
	narrative natural navigation nearest negative network neural neuron neuroscience news node noise nonlinear
	normal normalization note notebook notes nothing notification number numeric numpy object objective obsidian
	offline online ontology open operating operation operator opinion optical optimization optimizer option order
	ordre organization original output overfitting overview package page pandas paper paradigm parallel parameter
	parametre parser parsing partial particle partition password pattern payment peephole people perception
	perceptron performance permutation personal personality perspective philosophy phone photo photography physics
	picture pipeline pixel planning platform plugin podcast poetry point pointer policy politics polynomial
	pooling popular population portfolio position positive posterior potential potion power practice prediction
	preference presentation pretraining principle priority privacy probabilistic probability problem procedure
	process processing processor product production productivity profile program programming progress project
	projection promise prompt proof propagation property proposal protocol prototype pruning psychology public
	publication publish publishing purpose python pytorch quality quantitative quantization quantum query question
	queue quick quiet quite quote radial random rank ranking rating ratio reactive reader reading real reasoning
	recall receptive recipe recognition recommendation record recurrence recurrent recursion recursive reduction
	redundancy refactoring reference reflection region regression regular regularization reinforcement relation
	relational relationship release relevance religion remote render report repository representation request
	requirement research reservoir reset residual resource response result retrieval review reward robot robotics
	robust routine rule running runtime safety sample sampling scaling schedule scheduler schema school science
	scientific score script search secret security segmentation selection semantic sense sensor sentence sentiment
	sequence sequential series server service session shell short sigmoid signal similarity simpel simple
	simulation singel single sketch skill sleep small social society software solution source spanish spares
	sparse spatial special spectral speech sport spreadsheet stack standard statistics status stochastic stock
	storage story strategy stream string structure student study style subject success summary supervised support
	surface survey symbol symmetry synapse synchronous syntax synthesis system tabel table target task taxonomy
	teacher teaching team technical technique technology template temporal tensor tensorflow terminal test testing
	text theorem theory therapy thesis thinking thought thread threshold tier time timeline timeout tire titel
	title todo token tokenizer tool topic topology tracking traffic trail train training trajectory transcript
	transducer transfer transform transformation transformer transition translation transport travel tree trend
	trial triangle trie trigger truth tuning turing tutorial understanding undirected unfolding uniform university
	unsupervised update user utility vaccine validation value vanilla vanishing variable variance variational
	vector vehicle version vertex video view virtual vision visual visualization vocabulary voice volume wavelet
	weather webpage website weekly weight widget wiki window word wordpress workflow workout workshop world writer
	writing
	`
		.trim()
		.split(/\s+/),
);
