/*
 * The near limit of the machine, as the peer of `npm run bench:kernels`: a matrix product by 6 × 16 tiles, a sparse
 * product with the whole row in registers and the gates of a GRU, with AVX2 and FMA, one thread.
 *
 * Reads commands, one a line, and answers each with milliseconds, the best of so many repetitions:
 *     gemm ROWS REPETITIONS          x (ROWS, 64) · W (64, 192)
 *     spmm NODES EDGES REPETITIONS   d = 64
 *     gru ROWS REPETITIONS           d = 64
 */
#define _GNU_SOURCE
#include <immintrin.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static double now(void) {
	struct timespec t;
	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
	return t.tv_sec * 1e3 + t.tv_nsec / 1e6;
}

static void *zeroed(size_t bytes) {
	void *p = aligned_alloc(64, (bytes + 63) / 64 * 64);
	memset(p, 0, (bytes + 63) / 64 * 64);
	return p;
}

static uint32_t state = 1;

/* xorshift32 */
static uint32_t random_bits(void) {
	state ^= state << 13;
	state ^= state >> 17;
	state ^= state << 5;
	return state;
}

static float *random_floats(size_t n) {
	float *x = zeroed(n * sizeof *x);
	for (size_t i = 0; i < n; i++) x[i] = (float)random_bits() / 4294967296.0f - 0.5f;
	return x;
}

/* B (k, n), n a multiple of 16, as panels of sixteen columns. */
static void pack(float *to, const float *b, int n, int k) {
	for (int j = 0; j < n; j += 16)
		for (int p = 0; p < k; p++, to += 16) memcpy(to, b + p * n + j, 16 * sizeof *to);
}

static void tile(float *c, int n, const float *a, int k, const float *panel, int rows) {
	__m256 s[6][2];
	for (int i = 0; i < 6; i++) s[i][0] = s[i][1] = _mm256_setzero_ps();
	for (int p = 0; p < k; p++) {
		const __m256 b0 = _mm256_load_ps(panel + 16 * p), b1 = _mm256_load_ps(panel + 16 * p + 8);
#pragma GCC unroll 6
		for (int i = 0; i < 6; i++) {
			const __m256 x = _mm256_broadcast_ss(a + i * k + p);
			s[i][0] = _mm256_fmadd_ps(x, b0, s[i][0]);
			s[i][1] = _mm256_fmadd_ps(x, b1, s[i][1]);
		}
	}
	for (int i = 0; i < rows; i++) {
		_mm256_storeu_ps(c + i * n, s[i][0]);
		_mm256_storeu_ps(c + i * n + 8, s[i][1]);
	}
}

/* A has six rows more than m, so that the last tile may read them. */
static void gemm(float *c, const float *a, const float *b, int m, int n, int k, float *panels) {
	pack(panels, b, n, k);
	for (int i = 0; i < m; i += 6)
		for (int j = 0; j < n; j += 16)
			tile(c + i * n + j, n, a + i * k, k, panels + j * k, m - i < 6 ? m - i : 6);
}

static void spmm(float *y, const uint32_t *offsets, const uint32_t *columns, const float *weights, const float *x, int rows) {
	for (int i = 0; i < rows; i++) {
		__m256 s[8];
		for (int j = 0; j < 8; j++) s[j] = _mm256_setzero_ps();
		for (uint32_t k = offsets[i]; k < offsets[i + 1]; k++) {
			const __m256 w = _mm256_broadcast_ss(weights + k);
			const float *from = x + (size_t)columns[k] * 64;
#pragma GCC unroll 8
			for (int j = 0; j < 8; j++) s[j] = _mm256_fmadd_ps(w, _mm256_load_ps(from + 8 * j), s[j]);
		}
		for (int j = 0; j < 8; j++) _mm256_store_ps(y + (size_t)i * 64 + 8 * j, s[j]);
	}
}

static inline __m256 exp8(__m256 x) {
	x = _mm256_min_ps(_mm256_max_ps(x, _mm256_set1_ps(-87)), _mm256_set1_ps(87));
	const __m256 n = _mm256_round_ps(_mm256_mul_ps(x, _mm256_set1_ps(1.44269504f)), _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC);
	const __m256 r = _mm256_fnmadd_ps(n, _mm256_set1_ps(0.69314718f), x);
	__m256 q = _mm256_set1_ps(1 / 720.0f);
	const float terms[] = {1 / 120.0f, 1 / 24.0f, 1 / 6.0f, 0.5f, 1, 1};
	for (int i = 0; i < 6; i++) q = _mm256_fmadd_ps(q, r, _mm256_set1_ps(terms[i]));
	const __m256i scale = _mm256_slli_epi32(_mm256_add_epi32(_mm256_cvtps_epi32(n), _mm256_set1_epi32(127)), 23);
	return _mm256_mul_ps(q, _mm256_castsi256_ps(scale));
}

static inline __m256 sigmoid8(__m256 x) {
	const __m256 one = _mm256_set1_ps(1);
	return _mm256_div_ps(one, _mm256_add_ps(one, exp8(_mm256_sub_ps(_mm256_setzero_ps(), x))));
}

static inline __m256 tanh8(__m256 x) {
	return _mm256_fmsub_ps(_mm256_set1_ps(2), sigmoid8(_mm256_add_ps(x, x)), _mm256_set1_ps(1));
}

static void gru(float *out, float *gates, const float *gx, const float *gh, const float *h, int n) {
	for (int i = 0; i < n; i++, out += 64, gates += 192, gx += 192, gh += 192, h += 64)
		for (int j = 0; j < 64; j += 8) {
			const __m256 r = sigmoid8(_mm256_add_ps(_mm256_load_ps(gx + j), _mm256_load_ps(gh + j)));
			const __m256 z = sigmoid8(_mm256_add_ps(_mm256_load_ps(gx + 64 + j), _mm256_load_ps(gh + 64 + j)));
			const __m256 c = tanh8(_mm256_fmadd_ps(r, _mm256_load_ps(gh + 128 + j), _mm256_load_ps(gx + 128 + j)));
			_mm256_store_ps(gates + j, r);
			_mm256_store_ps(gates + 64 + j, z);
			_mm256_store_ps(gates + 128 + j, c);
			_mm256_store_ps(out + j, _mm256_fmadd_ps(z, _mm256_sub_ps(_mm256_load_ps(h + j), c), c));
		}
}

static double bench_gemm(int m, int repetitions) {
	float *a = random_floats((size_t)(m + 6) * 64), *b = random_floats(64 * 192);
	float *c = zeroed((size_t)m * 192 * sizeof *c), *panels = zeroed(64 * 192 * sizeof *panels);
	double best = 1e9;
	for (int i = 0; i < repetitions; i++) {
		const double start = now();
		gemm(c, a, b, m, 192, 64, panels);
		best = fmin(best, now() - start);
	}
	free(a), free(b), free(c), free(panels);
	return best;
}

static double bench_spmm(int nodes, int edges, int repetitions) {
	uint32_t *offsets = zeroed((nodes + 1) * sizeof *offsets), *columns = zeroed(edges * sizeof *columns);
	float *weights = random_floats(edges), *x = random_floats((size_t)nodes * 64);
	float *y = zeroed((size_t)nodes * 64 * sizeof *y);
	for (int i = 0; i < edges; i++) columns[i] = random_bits() % nodes, offsets[random_bits() % nodes + 1]++;
	for (int i = 0; i < nodes; i++) offsets[i + 1] += offsets[i];
	double best = 1e9;
	for (int i = 0; i < repetitions; i++) {
		const double start = now();
		spmm(y, offsets, columns, weights, x, nodes);
		best = fmin(best, now() - start);
	}
	free(offsets), free(columns), free(weights), free(x), free(y);
	return best;
}

static double bench_gru(int n, int repetitions) {
	float *gx = random_floats((size_t)n * 192), *gh = random_floats((size_t)n * 192), *h = random_floats((size_t)n * 64);
	float *gates = zeroed((size_t)n * 192 * 4), *out = zeroed((size_t)n * 64 * 4);
	double best = 1e9;
	for (int i = 0; i < repetitions; i++) {
		const double start = now();
		gru(out, gates, gx, gh, h, n);
		best = fmin(best, now() - start);
	}
	free(gx), free(gh), free(h), free(gates), free(out);
	return best;
}

int main(void) {
	char line[200];
	while (fgets(line, sizeof line, stdin)) {
		int a, b, c;
		if (sscanf(line, "gemm %d %d", &a, &b) == 2) printf("%f\n", bench_gemm(a, b));
		else if (sscanf(line, "spmm %d %d %d", &a, &b, &c) == 3) printf("%f\n", bench_spmm(a, b, c));
		else if (sscanf(line, "gru %d %d", &a, &b) == 2) printf("%f\n", bench_gru(a, b));
		else puts("unknown");
		fflush(stdout);
	}
}
