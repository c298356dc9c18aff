#ifdef __cplusplus
extern "C" {
#endif
int ra_unit_zero(void);
#ifdef __cplusplus
}
#endif
